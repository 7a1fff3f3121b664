import type { GrownTree } from "../../trees/grown-tree.ts";
import { sampleQuantile } from "../contract/sample-quantile.ts";
import type { BinnedColumn } from "./binned-column.ts";
import type { BinnedTree, Leaf, Node } from "./grow-tree.ts";
import type { LossRows } from "./losses.ts";
import type { Workspace } from "./workspace.ts";

/** The quantile of what is left of the rows of each leaf. */
export const renewLeaves = (
  { places, ints }: Workspace,
  { nodes, leaves }: BinnedTree,
  { targets, scores, weights }: LossRows,
  share: number,
): Float64Array =>
  Float64Array.from(leaves, ({ from, to }) => {
    if (nodes.length === 0) return 0;
    const rows = ints.subarray(places.rows / 4 + from, places.rows / 4 + to);
    return sampleQuantile(
      Float64Array.from(rows, (row) => targets[row]! - scores[row]!),
      share,
      weights && Float64Array.from(rows, (row) => weights[row]!),
    );
  });

/** A tree over bins as one over values. */
export const grownTree = (
  { columns, places, ints }: Workspace,
  { nodes, leaves }: BinnedTree,
  values: Float64Array,
  weights: Float64Array | undefined,
): GrownTree => {
  const coverOf = ({ from, to }: Leaf): number => {
    if (!weights) return to - from;
    let sum = 0;
    for (let i = from; i < to; i++) sum += weights[nodes.length === 0 ? i : ints[places.rows / 4 + i]!]!;
    return sum;
  };
  const leafCover = Float64Array.from(leaves, coverOf);
  const cover = new Float64Array(nodes.length);
  // Children have higher numbers than their parents.
  for (let i = nodes.length - 1; i >= 0; i--) {
    const sideOf = (child: number): number => (child < 0 ? leafCover[~child]! : cover[child]!);
    cover[i] = sideOf(nodes[i]!.left) + sideOf(nodes[i]!.right);
  }
  return {
    root: nodes.length > 0 ? 0 : -1,
    feature: nodes.map(({ column }) => column),
    threshold: nodes.map((node) => thresholdOf(columns[node.column]!, node)),
    left: nodes.map(({ left }) => left),
    right: nodes.map(({ right }) => right),
    missingLeft: nodes.map(({ missingLeft }) => (missingLeft ? 1 : 0)),
    members: nodes.map((node) => membersOf(columns[node.column]!, node)),
    values,
    cover,
    leafCover,
  };
};

/**
 * The bound of the last bin on the left. Where that is the last of all, only what is missing goes right; where only what
 * is missing goes left, no category is low enough.
 */
const thresholdOf = ({ bounds }: BinnedColumn, { bin }: Node): number =>
  bounds ? (bounds[bin] ?? Infinity) : -Infinity;

const membersOf = ({ binOf, counts }: BinnedColumn, { table }: Node): Int32Array | undefined => {
  if (!binOf || !table) return undefined;
  return Int32Array.from(binOf.keys()).filter((code) => counts![code]! > 0 && table[binOf[code]!] === 1);
};
