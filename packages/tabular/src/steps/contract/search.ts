import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import { ensembleOf, type GrownTree } from "../../trees/grown-tree.ts";
import { treesToOnnx } from "../../trees/trees-to-onnx.ts";

/** How many of the sorted knots lie below a value. */
export const knotsBelow = (knots: Float64Array, value: number): number => {
  let [low, high] = [0, knots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (knots[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * How far from each of the sorted knots a value is still taken for it: some last digits, which differ between a graph and
 * this process behind sines, powers and sums; at most a quarter of the way to the next knot.
 */
export const slackAround = (knots: Float64Array): Float64Array => {
  const largest = knots.reduce((most, knot) => Math.max(most, Math.abs(knot)), 0);
  return knots.map((knot, k) => {
    const gap = Math.min(knot - (knots[k - 1] ?? -Infinity), (knots[k + 1] ?? Infinity) - knot);
    return Math.min(1e-12 * Math.abs(knot) + 1e-15 * largest, gap / 4);
  });
};

/** How many knots lie below values in a graph: a tree for each column, which halves the knots at each node. A tensor of doubles [rows, columns]. */
export const knotsBelowTensor = (knots: readonly Float64Array[], wires: readonly Wire[], graph: GraphBuilder): string =>
  treesToOnnx(ensembleOf(knots.map(searchTree), { outputs: knots.length, outputOf: (tree) => tree }), wires, graph);

const searchTree = (knots: Float64Array, column: number): GrownTree => {
  const nodes = knots.length;
  const [left, right] = [new Int32Array(nodes), new Int32Array(nodes)];
  /** The node that searches between two places: that of the knot in the middle; or the leaf of the one place left. */
  const nodeFor = (low: number, high: number): number => (low === high ? ~low : (low + high) >> 1);
  const grow = (low: number, high: number): void => {
    if (low === high) return;
    const middle = (low + high) >> 1;
    left[middle] = nodeFor(low, middle);
    right[middle] = nodeFor(middle + 1, high);
    grow(low, middle);
    grow(middle + 1, high);
  };
  grow(0, nodes);
  return {
    root: nodeFor(0, nodes),
    feature: new Int32Array(nodes).fill(column),
    threshold: knots,
    left,
    right,
    missingLeft: new Uint8Array(nodes).fill(1),
    values: Float64Array.from({ length: nodes + 1 }, (_, place) => place),
    cover: new Float64Array(nodes),
    leafCover: new Float64Array(nodes + 1),
  };
};
