import type { FitContext } from "../../contract/context.ts";
import type { NumberTarget } from "../../contract/target.ts";
import type { Training } from "../../contract/training.ts";
import type { TreeEnsemble } from "../../contract/tree-ensemble.ts";
import { ensembleOf } from "../../trees/grown-tree.ts";
import { countsOf, drawWith } from "../contract/draw-rows.ts";
import type { RoundsOptions } from "./classes.ts";
import { normalized, startingWeights, type WeakTree, weakTrees, weightedGains } from "./weak-trees.ts";

/** Trees with an output each: what they say together is the median of these by their weights. */
export interface BoostedNumbers {
  readonly task: "numbers";
  readonly ensemble: TreeEnsemble;
  readonly says: Float64Array;
  readonly importances: Float64Array;
}

interface NumbersOptions extends RoundsOptions {
  readonly loss: "linear" | "square" | "exponential";
}

/** What an error counts, as part of the largest. */
const losses = {
  linear: (error: number) => error,
  square: (error: number) => error * error,
  exponential: (error: number) => 1 - Math.exp(-error),
};

/** AdaBoost.R2. (Drucker 1997) */
export const boostNumbers = async (
  { table, weights: given }: Training,
  target: NumberTarget,
  { trees, rate, maxDepth = 3, loss }: NumbersOptions,
  context: FitContext,
): Promise<BoostedNumbers> => {
  const { values } = target;
  const { rows } = table;
  const grow = weakTrees(table, target, maxDepth, context);
  let weights = startingWeights(rows, given);
  const grown: WeakTree[] = [];
  const says: number[] = [];
  for (let round = 0; round < trees; round++) {
    context.progress(round / trees);
    // A stream of its own: the tree's is the round.
    const drawn = countsOf(drawWith(context.random(trees + round), rows, rows, weights), rows);
    const next = await grow(drawn, round);
    const errors = values.map((value, row) => Math.abs(next.tree.values[next.leaves[row]!]! - value));
    const largest = errors.reduce((most, error, row) => (weights[row]! > 0 ? Math.max(most, error) : most), 0);
    const counted = errors.map((error) => losses[loss](largest > 0 ? error / largest : 0));
    const error = weights.reduce((sum, weight, row) => (weight > 0 ? sum + weight * counted[row]! : sum), 0);
    if (error > 0 && error >= 0.5 && grown.length > 0) break;
    grown.push(next);
    if (error <= 0 || error >= 0.5) {
      says.push(1);
      break;
    }
    const beta = error / (1 - error);
    says.push(rate * Math.log(1 / beta));
    weights = normalized(weights.map((weight, row) => weight * beta ** ((1 - counted[row]!) * rate)));
  }
  return {
    task: "numbers",
    ensemble: ensembleOf(
      grown.map(({ tree }) => tree),
      { outputs: grown.length, outputOf: (tree) => tree },
    ),
    says: Float64Array.from(says),
    importances: weightedGains(
      grown.map(({ gains }) => gains),
      says,
    ),
  };
};
