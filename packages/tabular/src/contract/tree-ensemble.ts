/**
 * Trees in flat arrays. An inner node is a number ≥ 0, a leaf is ~its number (−1 is leaf 0): `left`, `right` and `roots`
 * hold either. A row goes left where its value is ≤ the threshold, or a member of the node's set of categories; a missing
 * value goes the way that `missingLeft` says. Each leaf has `width` numbers: a tree adds them to `width` outputs from
 * the tree's `output` on. Prediction: `base` and the sum over all trees.
 */
export interface TreeEnsemble {
  /** Numbers that come of a row. */
  readonly outputs: number;
  readonly base: Float64Array;
  /** Numbers in each leaf: 1, or `outputs`. */
  readonly width: number;
  /** Of each tree. */
  readonly roots: Int32Array;
  /** Of each tree: the first output that it adds to. */
  readonly output: Int32Array;
  /** Of each inner node: the column that it asks for. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missingLeft: Uint8Array;
  /** Of each inner node: where its set begins in `members`, and behind the last one where it all ends; none is empty. */
  readonly setStart: Int32Array;
  /** Codes of categories that go left. */
  readonly members: Int32Array;
  /** Of each leaf: `width` numbers. */
  readonly values: Float64Array;
  /** Weight of the training rows that came to each inner node, and to each leaf: for explanations. */
  readonly cover: Float64Array;
  readonly leafCover: Float64Array;
}
