import { inOrder, type Random } from "@kaviar/base/random";
import { frontierOf, type OpenNode } from "./frontier.ts";
import { nodeFacts } from "./node-facts.ts";
import type { Split, SplitterOf } from "./split.ts";
import type { TreeTask } from "./task.ts";

/** How trees grow. */
export interface Growth {
  readonly maxDepth: number;
  /** The fewest rows that are parted, and that are left on a side. */
  readonly minSplit: number;
  readonly minLeaf: number;
  /** How many columns each split is chosen among. */
  readonly maxFeatures: number;
  /** The best splits come first until there are so many leaves; all there are where it is infinite. */
  readonly leaves: number;
  /** The least part of the weight of all rows that a split must gain. */
  readonly minImpurityDecrease: number;
}

/** A tree with what it was at every node: inner ones too have what they would say as a leaf. Children follow parents. */
export interface GrownNodes {
  /** Of each node its column, −1 for a leaf. */
  readonly column: ArrayLike<number>;
  readonly threshold: ArrayLike<number>;
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly missingLeft: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
  /** What a leaf here says: as many numbers as the task has sums. */
  readonly values: ArrayLike<number>;
  /** How much is left unexplained here, in units of weight, and what the split of the node gains. */
  readonly loss: ArrayLike<number>;
  readonly gain: ArrayLike<number>;
}

type Growing = { readonly [Part in keyof GrownNodes]: number[] };

interface Circumstances {
  readonly random: Random;
  readonly pause: () => Promise<void>;
}

/** Between two pauses that are offered: so many rows of columns are looked at. */
const turn = 2e6;

/** Grows a tree on the rows that have weights. (Breiman et al. 1984) */
export const growTree = async (
  task: TreeTask,
  weights: Float64Array,
  splitterOf: SplitterOf,
  growth: Growth,
  { random, pause }: Circumstances,
): Promise<GrownNodes> => {
  const order = new Int32Array(task.rows);
  let rows = 0;
  for (let row = 0; row < task.rows; row++) if (weights[row]! > 0) order[rows++] = row;
  const spare = new Int32Array(rows);
  const splitter = splitterOf(task, { order, weights, minLeaf: growth.minLeaf, random });
  const factsOf = nodeFacts(task, order, weights);
  const columns = inOrder(splitter.columns);
  const isDrawn = growth.maxFeatures < columns.length;
  const nodes: Growing = {
    column: [],
    threshold: [],
    left: [],
    right: [],
    missingLeft: [],
    weight: [],
    values: [],
    loss: [],
    gain: [],
  };
  const frontier = frontierOf(growth.leaves);
  let seen = 0;
  let whole = 0;

  const splitOf = (stretch: OpenNode["stretch"]): Split | undefined => {
    let best: Split | undefined;
    let looked = 0;
    let isParted = false;
    for (let i = 0; i < columns.length && (looked < growth.maxFeatures || !isParted); i++) {
      if (isDrawn) {
        const j = i + Math.floor(random() * (columns.length - i));
        const drawn = columns[j]!;
        columns[j] = columns[i]!;
        columns[i] = drawn;
      }
      looked++;
      seen += stretch.end - stretch.start;
      const split = splitter.search(columns[i]!, stretch, best?.gain ?? -Infinity);
      if (split === "constant") continue;
      isParted = true;
      if (split !== undefined) best = split;
    }
    return best;
  };

  const open = (start: number, end: number, depth: number): number => {
    const { facts, isPure, loss, value } = factsOf(start, end);
    const node = nodes.column.push(-1) - 1;
    const weight = facts[1]!;
    if (node === 0) whole = weight;
    nodes.threshold.push(0);
    nodes.left.push(-1);
    nodes.right.push(-1);
    nodes.missingLeft.push(0);
    nodes.weight.push(weight);
    for (let k = 0; k < value.length; k++) nodes.values.push(value[k]!);
    nodes.loss.push(loss);
    nodes.gain.push(0);
    const count = end - start;
    if (isPure || depth >= growth.maxDepth || count < growth.minSplit || count < 2 * growth.minLeaf) return node;
    const stretch = { start, end, facts };
    const split = splitOf(stretch);
    if (split && split.gain / whole + Number.EPSILON >= growth.minImpurityDecrease)
      frontier.add({ node, depth, stretch, split });
    return node;
  };

  if (rows > 0) open(0, rows, 0);
  for (let next = frontier.take(); next !== undefined; next = frontier.take()) {
    const { node, depth, stretch, split } = next;
    const middle = part(order, spare, stretch.start, stretch.end, splitter.goesLeft(split));
    nodes.column[node] = split.column;
    nodes.threshold[node] = split.threshold;
    nodes.missingLeft[node] = split.missingLeft ? 1 : 0;
    nodes.gain[node] = split.gain;
    nodes.left[node] = open(stretch.start, middle, depth + 1);
    nodes.right[node] = open(middle, stretch.end, depth + 1);
    if (seen < turn) continue;
    seen = 0;
    await pause();
  }
  return nodes;
};

/** What goes left comes first, each side in its old order. Returns where the right side begins. */
const part = (
  order: Int32Array,
  spare: Int32Array,
  start: number,
  end: number,
  goesLeft: (row: number) => boolean,
): number => {
  let kept = start;
  let moved = 0;
  for (let i = start; i < end; i++) {
    const row = order[i]!;
    if (goesLeft(row)) order[kept++] = row;
    else spare[moved++] = row;
  }
  for (let i = 0; i < moved; i++) order[kept + i] = spare[i]!;
  return kept;
};
