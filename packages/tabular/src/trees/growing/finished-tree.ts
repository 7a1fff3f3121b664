import type { GrownTree } from "../grown-tree.ts";
import type { GrownNodes } from "./grow-tree.ts";

/** Nodes and leaves of a grown tree, each numbered by itself, without what is behind a cut. */
export const finishedTree = (grown: GrownNodes, width: number): GrownTree => {
  const count = grown.column.length;
  // Of each node that is still there its number: of an inner one, or ~ of a leaf.
  const numbers = new Int32Array(count);
  const isThere = new Uint8Array(count);
  isThere[0] = 1;
  let inner = 0;
  let leaves = 0;
  for (let node = 0; node < count; node++) {
    if (isThere[node] === 0) continue;
    if (grown.column[node]! < 0) numbers[node] = ~leaves++;
    else {
      numbers[node] = inner++;
      isThere[grown.left[node]!] = 1;
      isThere[grown.right[node]!] = 1;
    }
  }
  const feature = new Int32Array(inner);
  const threshold = new Float64Array(inner);
  const left = new Int32Array(inner);
  const right = new Int32Array(inner);
  const missingLeft = new Uint8Array(inner);
  const cover = new Float64Array(inner);
  const values = new Float64Array(leaves * width);
  const leafCover = new Float64Array(leaves);
  for (let node = 0; node < count; node++) {
    if (isThere[node] === 0) continue;
    const at = numbers[node]!;
    if (at < 0) {
      leafCover[~at] = grown.weight[node]!;
      for (let k = 0; k < width; k++) values[~at * width + k] = grown.values[node * width + k]!;
      continue;
    }
    feature[at] = grown.column[node]!;
    threshold[at] = grown.threshold[node]!;
    missingLeft[at] = grown.missingLeft[node]!;
    cover[at] = grown.weight[node]!;
    left[at] = numbers[grown.left[node]!]!;
    right[at] = numbers[grown.right[node]!]!;
  }
  return { root: numbers[0]!, feature, threshold, left, right, missingLeft, values, cover, leafCover };
};

/** What each column gained in all, as parts of a whole. (Breiman et al. 1984) */
export const gainsOf = ({ column, gain }: GrownNodes, columns: number): Float64Array => {
  const gains = new Float64Array(columns);
  for (let node = 0; node < column.length; node++) if (column[node]! >= 0) gains[column[node]!]! += gain[node]!;
  return asParts(gains);
};

export const asParts = (gains: Float64Array): Float64Array => {
  const sum = gains.reduce((a, b) => a + b, 0);
  return sum > 0 ? gains.map((gain) => Math.max(0, gain / sum)) : gains.fill(0);
};
