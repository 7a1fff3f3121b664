import { yieldToEventLoop } from "@kaviar/base/events";
import { type Random, seededRandom } from "@kaviar/base/random";

/** What surrounds a fit: random numbers, the wish to stop, who wants to know how far it is. */
export interface FitContext {
  readonly seed: number;
  /** The same numbers for the same seed and stream, whoever drew before. */
  random(stream?: number): Random;
  /** The context of a part, by its number in the whole: with random numbers of its own. */
  within(part: number): FitContext;
  readonly signal: AbortSignal | undefined;
  /** How many threads it may use. What comes of a fit does not depend on it. */
  readonly threads: number;
  /** How much is done, from 0 to 1. */
  progress(done: number): void;
  /** Lets others run for a moment, now and then, and throws where the fit was aborted. To be awaited in long loops. */
  pause(): Promise<void>;
}

interface ContextOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly threads?: number | undefined;
}

/** Between two pauses that do pause, in milliseconds: longer, and a page or a server would feel it. */
const turn = 20;

/** The context of a part of the work: what it says is done counts for its share of the whole, which stands where it began. */
export const sharing = (context: FitContext, began: number, share: number): FitContext => ({
  ...context,
  within: (part) => sharing(context.within(part), began, share),
  progress: (done) => context.progress(began + share * done),
});

export const createContext = (seed: number, { signal, onProgress, threads = 1 }: ContextOptions = {}): FitContext => {
  let last = performance.now();
  const pause = async (): Promise<void> => {
    signal?.throwIfAborted();
    if (performance.now() - last < turn) return;
    await yieldToEventLoop();
    last = performance.now();
    signal?.throwIfAborted();
  };
  const at = (seed: number): FitContext => ({
    seed,
    random: (stream = 0) => seededRandom(seed, stream),
    within: (part) => at(Math.floor(seededRandom(seed, 0x51ed270b + part)() * 2 ** 32)),
    signal,
    threads,
    progress: (done) => onProgress?.(done),
    pause,
  });
  return at(seed);
};
