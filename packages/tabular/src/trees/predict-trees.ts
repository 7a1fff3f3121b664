import type { Matrix } from "../contract/matrix.ts";
import type { TreeEnsemble } from "../contract/tree-ensemble.ts";

/** Rows that go through all trees before the next ones: they stay in the cache, and so does each tree. */
const block = 1024;

/** What so many rows start from. */
export const baseOf = ({ outputs, base }: TreeEnsemble, rows: number): Float64Array => {
  const sums = new Float64Array(rows * outputs);
  for (let k = 0; k < outputs; k++) {
    for (let i = k; i < sums.length; i += outputs) sums[i] = base[k]!;
  }
  return sums;
};

/**
 * The outputs of each row, a row after the other. It is the twin of what `predictTable` does with many rows. A missing value is NaN; a category is its code.
 *
 * ```ts
 * predictTrees(ensemble, { rows: 1, columns: 2, values: Float64Array.of(0.5, Number.NaN) });
 * ```
 */
export const predictTrees = (ensemble: TreeEnsemble, { rows, columns, values }: Matrix): Float64Array => {
  const { roots } = ensemble;
  const sums = baseOf(ensemble, rows);
  const leaves = new Int32Array(Math.min(rows, block));
  const walk = ensemble.members.length > 0 ? walkWithSets : walkNumbers;
  for (let first = 0; first < rows; first += block) {
    const count = Math.min(block, rows - first);
    for (let tree = 0; tree < roots.length; tree++) {
      walk(ensemble, roots[tree]!, values, columns, first, count, leaves);
      addLeaves(ensemble, tree, leaves, count, sums, first);
    }
  }
  return sums;
};

/** The leaf of each row in each tree, a row after the other. */
export const leavesOf = (ensemble: TreeEnsemble, { rows, columns, values }: Matrix): Int32Array => {
  const { roots } = ensemble;
  const found = new Int32Array(rows * roots.length);
  const leaves = new Int32Array(rows);
  const walk = ensemble.members.length > 0 ? walkWithSets : walkNumbers;
  for (let tree = 0; tree < roots.length; tree++) {
    walk(ensemble, roots[tree]!, values, columns, 0, rows, leaves);
    for (let row = 0; row < rows; row++) found[row * roots.length + tree] = leaves[row]!;
  }
  return found;
};

const addLeaves = (
  { outputs, width, output, values }: TreeEnsemble,
  tree: number,
  leaves: Int32Array,
  count: number,
  sums: Float64Array,
  first: number,
): void => {
  let at = first * outputs + output[tree]!;
  if (width === 1) {
    for (let i = 0; i < count; i++, at += outputs) sums[at]! += values[leaves[i]!]!;
    return;
  }
  for (let i = 0; i < count; i++, at += outputs) {
    const leaf = leaves[i]! * width;
    for (let k = 0; k < width; k++) sums[at + k]! += values[leaf + k]!;
  }
};

/**
 * The leaf that each of some rows comes to. Whether a row goes left is arithmetic and no branch: a processor guesses
 * every second branch of a tree wrong.
 */
const walkNumbers = (
  { feature, threshold, left, right, missingLeft }: TreeEnsemble,
  root: number,
  values: Float64Array,
  columns: number,
  first: number,
  count: number,
  leaves: Int32Array,
): void => {
  let at = first * columns;
  for (let i = 0; i < count; i++, at += columns) {
    let node = root;
    while (node >= 0) {
      const value = values[at + feature[node]!]!;
      const limit = threshold[node]!;
      const below = +(value <= limit) | 0;
      const above = +(value > limit) | 0;
      const goesLeft = below | (missingLeft[node]! & (1 ^ (below | above)));
      const r = right[node]!;
      node = r ^ ((left[node]! ^ r) & -goesLeft);
    }
    leaves[i] = ~node;
  }
};

const walkWithSets = (
  ensemble: TreeEnsemble,
  root: number,
  values: Float64Array,
  columns: number,
  first: number,
  count: number,
  leaves: Int32Array,
): void => {
  const { feature, left, right } = ensemble;
  let at = first * columns;
  for (let i = 0; i < count; i++, at += columns) {
    let node = root;
    while (node >= 0) node = goesLeft(ensemble, node, values[at + feature[node]!]!) ? left[node]! : right[node]!;
    leaves[i] = ~node;
  }
};

/** Whether a value goes left at a node. */
export const goesLeft = (
  { threshold, missingLeft, setStart, members }: TreeEnsemble,
  node: number,
  value: number,
): boolean => {
  if (Number.isNaN(value)) return missingLeft[node] === 1;
  let low = setStart[node]!;
  let high = setStart[node + 1]!;
  if (low === high) return value <= threshold[node]!;
  // Members are in ascending order.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (members[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low < setStart[node + 1]! && members[low] === value;
};
