import type { ImageReading, Source } from "@kaviar/architecture";

/** Rows that were read for a search over networks. */
export interface Found {
  readonly x: unknown;
  readonly y: readonly (string | number)[];
  /** What they are, in a line. */
  readonly says: string;
  /** What was left out, and other things to know. */
  readonly notes: readonly string[];
  readonly source: Source;
  /** Gives back what it holds, when the search is over. */
  readonly close?: () => Promise<void>;
  /** What is predicted next, such as `new-photos/`. */
  readonly next: string;
}

/** Shows how far reading is, until it is done. */
export type WatchReading = <T>(reading: ImageReading<T>) => Promise<T>;
