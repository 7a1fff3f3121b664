import type { BrokenFile } from "../images/source.ts";

/** One series as it was found. */
export interface RawSeries {
  readonly name: string;
  readonly target?: string | number;
  /** The numbers of each channel in the order of steps, NaN where one is missing. */
  readonly channels: readonly Float64Array[];
}

/** All series of a source. */
export interface RawSet {
  /** For an error: "the folder sensors". */
  readonly name: string;
  readonly channels: readonly string[];
  readonly series: readonly RawSeries[];
  /** What was left out before anybody looked at its numbers. */
  readonly broken: readonly BrokenFile[];
}
