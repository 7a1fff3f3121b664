/** A way to part the rows of a node: `left` is the last bin that goes left. */
export interface Split {
  readonly column: number;
  readonly left: number;
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

/** Looks for the best split of a stretch by one column: the first of the best, where several are as good. */
export type ColumnSearch = (column: number, stretch: Stretch) => Split | "constant" | undefined;

/** What a search works with besides the task. */
export interface SearchSetting {
  /** Rows in the order in which nodes hold them. */
  readonly order: Int32Array;
  readonly weights: Float64Array;
  readonly minLeaf: number;
}
