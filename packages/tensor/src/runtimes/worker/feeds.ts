import type { AnyElements, DType } from "../../values/dtype.ts";
import type { Shape } from "../../values/shape.ts";
import type { Feed } from "../runtime.ts";

/** A feed on its way to a worker: with its elements, under a number to keep them by, or only by that number. */
export interface SentFeed {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly elements?: AnyElements;
  readonly kept?: number;
}

/** Smaller arrays are copied faster than they are looked up. */
const worthKeeping = 65_536;

const seenOnce = 0;

/**
 * What has been fed before will be fed again (the rows of a data set, in each part of each epoch). From the second time
 * on the worker keeps such an array, and only its number is sent. `forget` is called with the number when the array has
 * been collected here, so that the worker need not keep it either.
 */
export const packFeeds = (forget: (kept: number) => void) => {
  const numbers = new WeakMap<AnyElements, number>();
  const gone = new FinalizationRegistry(forget);
  let next = 0;
  const pack = ({ dtype, shape, elements }: Feed): SentFeed => {
    if (elements.byteLength < worthKeeping) return { dtype, shape, elements };
    const known = numbers.get(elements);
    if (known === undefined) {
      numbers.set(elements, seenOnce);
      return { dtype, shape, elements };
    }
    if (known !== seenOnce) return { dtype, shape, kept: known };
    const kept = ++next;
    numbers.set(elements, kept);
    gone.register(elements, kept);
    return { dtype, shape, elements, kept };
  };
  return (feeds: Readonly<Record<string, Feed>>): Record<string, SentFeed> =>
    Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, pack(feed)]));
};

/** The worker's side: feeds with their elements again, from what it keeps. */
export const unpackFeeds = () => {
  const store = new Map<number, AnyElements>();
  const unpack = ({ dtype, shape, elements, kept }: SentFeed): Feed => {
    if (kept !== undefined && elements) store.set(kept, elements);
    return { dtype, shape, elements: elements ?? store.get(kept!)! };
  };
  return {
    unpack: (feeds: Readonly<Record<string, SentFeed>>): Record<string, Feed> =>
      Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, unpack(feed)])),
    forget: (kept: number): void => void store.delete(kept),
  };
};
