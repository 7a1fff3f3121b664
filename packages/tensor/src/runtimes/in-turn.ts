import type { Runtime } from "./runtime.ts";

/**
 * A runtime that does one thing at a time, in the order asked for. WebAssembly needs it: a run lays its arguments on the one
 * stack there is, waits, and computes; another one that ends meanwhile takes them down. And a run that waits for the graphics
 * card cannot be entered again: two at once never end.
 */
export const inTurn = (runtime: Runtime): Runtime => {
  let last: Promise<unknown> = Promise.resolve();
  const next = <T>(call: () => Promise<T>): Promise<T> => {
    const result = last.then(call);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    name: runtime.name,
    load: (model, options) =>
      next(async () => {
        const session = await runtime.load(model, options);
        return {
          run: (feeds, outputs) => next(() => session.run(feeds, outputs)),
          release: () => next(() => session.release()),
        };
      }),
  };
};
