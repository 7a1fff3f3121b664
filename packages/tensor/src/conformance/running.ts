import type { Feed, Session } from "../runtimes/runtime.ts";
import type { AnyElements } from "../values/dtype.ts";

/** Loads, runs once and releases. */
export type RunOnce = (
  bytes: Uint8Array,
  feeds: Record<string, Feed>,
  outputs?: string[],
  threads?: number,
) => Promise<readonly AnyElements[]>;

/** A session for the time of `use`. */
export type Using = <T>(bytes: Uint8Array, use: (session: Session) => Promise<T>) => Promise<T>;
