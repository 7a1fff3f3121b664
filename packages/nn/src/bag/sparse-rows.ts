import type { Values } from "../metrics/contract/metric.ts";

/** Rows of which most numbers are 0: row i has the terms from starts[i] on, up to starts[i + 1]. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly terms: Int32Array;
  readonly weights: Float64Array;
}

/** Rows without what fills them up. */
export const sparseRows = (terms: Values, weights: Values): SparseRows => {
  const [rows, length] = terms.shape as [number, number];
  const starts = new Int32Array(rows + 1);
  const isThere = (at: number): boolean => terms.data[at] !== 0 && weights.data[at] !== 0;
  for (let row = 0; row < rows; row++) {
    let there = 0;
    for (let at = row * length; at < (row + 1) * length; at++) if (isThere(at)) there++;
    starts[row + 1] = starts[row]! + there;
  }
  const sparse = { starts, terms: new Int32Array(starts[rows]!), weights: new Float64Array(starts[rows]!) };
  for (let at = 0, to = 0; at < rows * length; at++) {
    if (!isThere(at)) continue;
    sparse.terms[to] = terms.data[at]!;
    sparse.weights[to++] = weights.data[at]!;
  }
  return sparse;
};

/** XW + b: what terms, with `constant.length` numbers each, give to the chosen rows. */
export const scoresOf = (
  { starts, terms, weights }: SparseRows,
  chosen: Int32Array,
  w: Float64Array,
  constant: Float64Array,
): Float64Array => {
  const width = constant.length;
  const sums = new Float64Array(chosen.length * width);
  for (let i = 0; i < chosen.length; i++) {
    sums.set(constant, i * width);
    const end = starts[chosen[i]! + 1]!;
    for (let at = starts[chosen[i]!]!; at < end; at++) {
      const [from, weight] = [terms[at]! * width, weights[at]!];
      for (let k = 0; k < width; k++) sums[i * width + k]! += weight * w[from + k]!;
    }
  }
  return sums;
};
