/**
 * Work that goes on step by step: after each step it gives what makes the view of it, which is only asked for when the page
 * has drawn the last one. `now` tells what is chosen by now, of what may change while the work goes on.
 */
export type Job<Config, View> = (config: Config, now: () => Config) => AsyncIterable<() => View | Promise<View>>;
