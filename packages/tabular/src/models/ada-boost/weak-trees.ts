import type { FitContext } from "../../contract/context.ts";
import type { Target } from "../../contract/target.ts";
import type { Table } from "../../table/table.ts";
import { bestSplits } from "../../trees/growing/best-split.ts";
import { codeColumns } from "../../trees/growing/coded-columns.ts";
import { finishedTree, gainsOf } from "../../trees/growing/finished-tree.ts";
import { growTree } from "../../trees/growing/grow-tree.ts";
import { ensembleOf, type GrownTree } from "../../trees/grown-tree.ts";
import { leavesOf } from "../../trees/predict-trees.ts";
import { treeMatrix } from "../../trees/tree-matrix.ts";
import { treeTask, weightsOf } from "../contract/averaged-trees.ts";

/** A small tree, the leaf of each training row in it, and what each column gained. */
export interface WeakTree {
  readonly tree: GrownTree;
  readonly leaves: Int32Array;
  readonly gains: Float64Array;
}

/** Grows small trees on the same rows with other weights. */
export const weakTrees = (
  table: Table,
  target: Target,
  maxDepth: number,
  context: FitContext,
): ((weights: Float64Array, round: number) => Promise<WeakTree>) => {
  const task = treeTask("adaBoost", target, undefined);
  const columns = codeColumns("adaBoost", table);
  const matrix = treeMatrix(table);
  const growth = {
    maxDepth,
    minSplit: 2,
    minLeaf: 1,
    maxFeatures: columns.length,
    leaves: Infinity,
    minImpurityDecrease: 0,
  };
  return async (weights, round) => {
    await context.pause();
    const surroundings = { random: context.random(round), pause: context.pause };
    const nodes = await growTree(task, weights, bestSplits(task, columns), growth, surroundings);
    const tree = finishedTree(nodes, task.sums);
    const ensemble = ensembleOf([tree], { outputs: task.sums, width: task.sums });
    return { tree, leaves: leavesOf(ensemble, matrix), gains: gainsOf(nodes, columns.length) };
  };
};

/** The weights to begin with, which sum to 1. */
export const startingWeights = (rows: number, weights: Float64Array | undefined): Float64Array =>
  normalized(weightsOf("adaBoost", rows, weights));

/** Weights that sum to 1, none of them nearly 0 but those that are. */
export const normalized = (weights: Float64Array): Float64Array => {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => (weight > 0 ? Math.max(Number.EPSILON, weight / sum) : 0));
};

/** What the columns gained in all trees, as the trees have a say. */
export const weightedGains = (gains: readonly Float64Array[], says: readonly number[]): Float64Array => {
  const whole = says.reduce((a, b) => a + b, 0);
  return gains[0]!.map((_, c) => gains.reduce((sum, gain, tree) => sum + (gain[c]! * says[tree]!) / whole, 0));
};
