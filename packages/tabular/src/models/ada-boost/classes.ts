import type { FitContext } from "../../contract/context.ts";
import type { ClassTarget } from "../../contract/target.ts";
import type { Training } from "../../contract/training.ts";
import type { TreeEnsemble } from "../../contract/tree-ensemble.ts";
import { TableError } from "../../error.ts";
import { ensembleOf, type GrownTree } from "../../trees/grown-tree.ts";
import type { Outcome } from "../contract/outcome.ts";
import { normalized, startingWeights, type WeakTree, weakTrees, weightedGains } from "./weak-trees.ts";

/** Trees that vote: each leaf adds the say of its tree to a class, and takes it from the others. */
export interface BoostedClasses {
  readonly task: "classes";
  readonly outcome: Outcome;
  readonly ensemble: TreeEnsemble;
  readonly importances: Float64Array;
}

export interface RoundsOptions {
  readonly trees: number;
  readonly rate: number;
  readonly maxDepth?: number | undefined;
}

/** A tree, the class that each leaf votes for, and how much that counts. */
interface Voter extends WeakTree {
  readonly votes: Int32Array;
  readonly say: number;
}

/** SAMME. (Zhu et al. 2009) */
export const boostClasses = async (
  { table, weights: given }: Training,
  target: ClassTarget,
  { trees, rate, maxDepth = 1 }: RoundsOptions,
  context: FitContext,
): Promise<BoostedClasses> => {
  const present = [...new Set(target.codes)].sort((a, b) => a - b);
  const codes = target.codes.map((code) => present.indexOf(code));
  const classes = present.length;
  const seen: ClassTarget = { ...target, classes: present.map((code) => target.classes[code]!), codes };
  const grow = weakTrees(table, seen, maxDepth, context);
  let weights = startingWeights(table.rows, given);
  const voters: Voter[] = [];
  for (let round = 0; round < trees; round++) {
    context.progress(round / trees);
    const grown = await grow(weights, round);
    const votes = votesOf(grown.tree, classes);
    const isRight = codes.map((code, row) => (votes[grown.leaves[row]!] === code ? 1 : 0));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const error = weights.reduce((sum, weight, row) => sum + (isRight[row] ? 0 : weight), 0) / whole;
    if (error <= 0) {
      voters.push({ ...grown, votes, say: 1 });
      break;
    }
    if (error >= 1 - 1 / classes) {
      if (voters.length > 0) break;
      throw new TableError("target", "adaBoost needs a first tree that is better than a guess: this one is not.", {
        remedy: "Give it a larger maxDepth, or columns that say something about the target.",
      });
    }
    const say = rate * (Math.log((1 - error) / error) + Math.log(classes - 1));
    voters.push({ ...grown, votes, say });
    const raised = Math.exp(say);
    weights = normalized(weights.map((weight, row) => (isRight[row] ? weight : weight * raised)));
  }
  return {
    task: "classes",
    outcome: { task: "classes", link: "softmax", present, classes: target.classes.length },
    ensemble: votingTrees(voters, classes),
    importances: weightedGains(
      voters.map(({ gains }) => gains),
      voters.map(({ say }) => say),
    ),
  };
};

/** The likeliest class of each leaf, the first of those that are as likely. */
const votesOf = ({ values, leafCover }: GrownTree, classes: number): Int32Array =>
  Int32Array.from({ length: leafCover.length }, (_, leaf) => {
    if (classes === 2) return values[leaf]! > 0.5 ? 1 : 0;
    let best = 0;
    for (let k = 1; k < classes; k++) if (values[leaf * classes + k]! > values[leaf * classes + best]!) best = k;
    return best;
  });

/** Leaves of which the sum over trees is what the softmax is taken of: of two classes, the sigmoid. */
const votingTrees = (voters: readonly Voter[], classes: number): TreeEnsemble => {
  const whole = voters.reduce((sum, { say }) => sum + say, 0);
  const outputs = classes > 2 ? classes : 1;
  const trees = voters.map(({ tree, votes, say }): GrownTree => {
    const part = say / whole;
    const values = Array.from(votes).flatMap((vote) =>
      outputs === 1
        ? [vote === 1 ? 2 * part : -2 * part]
        : Array.from({ length: classes }, (_, k) => (vote === k ? part / (classes - 1) : -part / (classes - 1) ** 2)),
    );
    return { ...tree, values };
  });
  return ensembleOf(trees, { outputs, width: outputs });
};
