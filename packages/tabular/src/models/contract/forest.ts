import { flag, oneOf, whole } from "@kaviar/base/check";
import type { FitContext } from "../../contract/context.ts";
import { numbersOf } from "../../contract/matrix.ts";
import type { Training } from "../../contract/training.ts";
import { codeColumns } from "../../trees/growing/coded-columns.ts";
import { asParts, finishedTree, gainsOf } from "../../trees/growing/finished-tree.ts";
import type { Growth } from "../../trees/growing/grow-tree.ts";
import { growTrees, type TreeSeed } from "../../trees/growing/grow-trees.ts";
import { type SplitData, wordsFrom } from "../../trees/growing/kernel-trees.ts";
import type { Criterion } from "../../trees/growing/task.ts";
import { ensembleOf, type GrownTree } from "../../trees/grown-tree.ts";
import { treeMatrix } from "../../trees/tree-matrix.ts";
import { type AveragedTrees, predictAverage, treeTask, weightsOf } from "./averaged-trees.ts";
import { countFrom, countsOf, drawWith, partOrCount } from "./draw-rows.ts";
import { checkOutOfBag, tallyOutOfBag, unseenRows } from "./out-of-bag.ts";
import { type ColumnCount, columnCount, countOf, growthOptions } from "./tree-options.ts";

/** What forests have in common. */
export const forestOptions = {
  /** How many trees. */
  trees: whole(1).default(100),
  /** For classes `gini` or `entropy`, for numbers `squared`, `absolute` or `poisson`. Unless said, the first of them. */
  criterion: oneOf("gini", "entropy", "squared", "absolute", "poisson").optional(),
  ...growthOptions,
  /**
   * How many columns each split is chosen among: `all`, `sqrt`, `log2`, a part below 1, or a count. Unless said, `sqrt`
   * for classes and `all` for numbers.
   */
  maxFeatures: columnCount.optional(),
  /** How many rows are drawn for a tree, where they are drawn: a part below 1 or a count. As many as there are unless said. */
  maxSamples: partOrCount.optional(),
  /** Whether trees are scored on the rows that they did not see, where rows are drawn: `notes` say accuracy or R². */
  oobScore: flag.default(false),
  /** Threads; as many as pay off, unless said. The result is the same to the bit. */
  threads: whole(1).optional(),
};

export const drawnByDefault = flag.default(true);
export const keptByDefault = flag.default(false);

interface ForestOptions {
  readonly trees: number;
  readonly criterion?: Criterion | undefined;
  readonly maxDepth?: number | undefined;
  readonly minSplit: number;
  readonly minLeaf: number;
  readonly leaves?: number | undefined;
  readonly minImpurityDecrease: number;
  readonly maxFeatures?: ColumnCount | undefined;
  readonly bootstrap: boolean;
  readonly maxSamples?: number | undefined;
  readonly oobScore: boolean;
  readonly threads?: number | undefined;
}

/** How many bins the best splits are looked for among, missing values apart: a code is a byte. */
const bins = 255;

export const fitForest = async (
  owner: string,
  { table, target, weights }: Training,
  { maxDepth = Infinity, leaves = Infinity, maxFeatures, ...given }: ForestOptions,
  context: FitContext,
  { random }: { readonly random: boolean },
): Promise<AveragedTrees> => {
  checkOutOfBag(owner, given);
  const task = treeTask(owner, target, given.criterion);
  const columns = numbersOf(owner, table).length;
  const data: SplitData = random
    ? { kind: "random", matrix: treeMatrix(table) }
    : { kind: "best", columns: codeColumns(owner, table, bins) };
  const growth: Growth = {
    maxDepth,
    leaves,
    minSplit: given.minSplit,
    minLeaf: given.minLeaf,
    minImpurityDecrease: given.minImpurityDecrease,
    maxFeatures: countOf(maxFeatures ?? (target.task === "classes" ? "sqrt" : "all"), columns),
  };
  const drawn = given.bootstrap ? countFrom(given.maxSamples ?? table.rows, table.rows) : 0;
  const counting = weightsOf(owner, table.rows, weights);
  const tally = given.oobScore ? tallyOutOfBag(owner, target) : undefined;
  /** Of trees that are growing: the rows that they do not see. */
  const unseen = new Map<number, Int32Array>();
  // A tree depends on nothing but the task and its own random numbers.
  const seedOf = (tree: number): TreeSeed => {
    const own = context.random(tree);
    if (drawn === 0) return { weights: counting, words: wordsFrom(own) };
    const bag = drawWith(own, table.rows, drawn, weights);
    if (tally) unseen.set(tree, unseenRows(bag, table.rows));
    return { weights: countsOf(bag, table.rows), words: wordsFrom(own) };
  };
  const forest: GrownTree[] = [];
  const importances = new Float64Array(columns);
  const { sums } = task;
  const kind = target.task === "classes" ? "classes" : "numbers";
  const shape = { outputs: sums, width: sums };
  await growTrees({ task, growth, data, threads: given.threads, trees: given.trees, seedOf }, context, (nodes) => {
    for (const [c, gain] of gainsOf(nodes, columns).entries()) importances[c]! += gain;
    const grown = finishedTree(nodes, sums);
    const tree = kind === "classes" ? withExactShares(grown) : grown;
    if (tally) {
      const rows = unseen.get(forest.length)!;
      unseen.delete(forest.length);
      tally.add(
        rows,
        predictAverage({ task: kind, ensemble: ensembleOf([tree], shape), importances }, table.take(rows)),
      );
    }
    forest.push(tree);
  });
  return {
    task: kind,
    ensemble: ensembleOf(forest, shape),
    importances: asParts(importances),
    ...(tally ? { outOfBag: tally.score() } : {}),
  };
};

/** Shares as whole 2⁻⁴⁰ths: sums of thousands of them have no rounding, so that classes agree wherever they are added up. */
const withExactShares = (tree: GrownTree): GrownTree => {
  const values = new Float64Array(tree.values.length);
  for (let i = 0; i < values.length; i++) values[i] = Math.round(tree.values[i]! * 2 ** 40) / 2 ** 40;
  return { ...tree, values };
};
