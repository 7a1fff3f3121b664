import type { GrownTree } from "../grown-tree.ts";
import type { GrownNodes } from "./grow-tree.ts";

/** Nodes and leaves of a grown tree, each numbered by itself, without what is behind a cut. */
export const finishedTree = (nodes: GrownNodes, width: number): GrownTree => {
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const missingLeft: number[] = [];
  const cover: number[] = [];
  const values: number[] = [];
  const leafCover: number[] = [];
  const place = (node: number): number => {
    if (nodes.column[node]! >= 0) {
      feature.push(nodes.column[node]!);
      threshold.push(nodes.threshold[node]!);
      missingLeft.push(nodes.missingLeft[node]!);
      cover.push(nodes.weight[node]!);
      left.push(0);
      return right.push(0) - 1;
    }
    for (let k = 0; k < width; k++) values.push(nodes.values[node * width + k]!);
    return -leafCover.push(nodes.weight[node]!);
  };
  const root = place(0);
  const open: [number, number][] = [[0, root]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, at] = next;
    if (at < 0) continue;
    left[at] = place(nodes.left[node]!);
    right[at] = place(nodes.right[node]!);
    open.push([nodes.right[node]!, right[at]!], [nodes.left[node]!, left[at]!]);
  }
  return { root, feature, threshold, left, right, missingLeft, values, cover, leafCover };
};

/** What each column gained in all, as parts of a whole. (Breiman et al. 1984) */
export const gainsOf = ({ column, gain }: GrownNodes, columns: number): Float64Array => {
  const gains = new Float64Array(columns);
  for (const [node, of] of column.entries()) if (of >= 0) gains[of]! += gain[node]!;
  return asParts(gains);
};

export const asParts = (gains: Float64Array): Float64Array => {
  const sum = gains.reduce((a, b) => a + b, 0);
  return sum > 0 ? gains.map((gain) => Math.max(0, gain / sum)) : gains.fill(0);
};
