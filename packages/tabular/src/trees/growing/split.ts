import type { Random } from "@kaviar/base/random";
import type { TreeTask } from "./task.ts";

/** A way to part the rows of a node. */
export interface Split {
  readonly column: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
  /** What the sides score more than the whole. */
  readonly gain: number;
}

/** The rows of a node: a stretch of the order, and what they add up to. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Count, weight, sums. */
  readonly facts: Float64Array;
}

/** How splits of some rows are found and made. */
export interface Splitter {
  readonly columns: number;
  /** A split of a stretch by one column, where it gains more than the best so far. */
  search(column: number, stretch: Stretch, toBeat: number): Split | "constant" | undefined;
  /** Whether a row goes left. */
  goesLeft(split: Split): (row: number) => boolean;
}

/** What a splitter works with besides the task. */
export interface SplitterSetting {
  /** Rows in the order in which nodes hold them. */
  readonly order: Int32Array;
  readonly weights: Float64Array;
  readonly minLeaf: number;
  readonly random: Random;
}

export type SplitterOf = (task: TreeTask, setting: SplitterSetting) => Splitter;
