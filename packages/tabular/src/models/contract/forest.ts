import { flag, oneOf, whole } from "@kaviar/base/check";
import type { Random } from "@kaviar/base/random";
import type { FitContext } from "../../contract/context.ts";
import { numbersOf } from "../../contract/matrix.ts";
import type { Training } from "../../contract/training.ts";
import { bestSplits } from "../../trees/growing/best-split.ts";
import { codeColumns } from "../../trees/growing/coded-columns.ts";
import { asParts, finishedTree, gainsOf } from "../../trees/growing/finished-tree.ts";
import { type Growth, growTree } from "../../trees/growing/grow-tree.ts";
import { randomSplits } from "../../trees/growing/random-split.ts";
import type { SplitterOf } from "../../trees/growing/split.ts";
import type { TreeTask } from "../../trees/growing/task.ts";
import { ensembleOf, type GrownTree } from "../../trees/grown-tree.ts";
import { treeMatrix } from "../../trees/tree-matrix.ts";
import { type AveragedTrees, type TreeCriterion, treeTask } from "./averaged-trees.ts";
import { countFrom, countsOf, drawWith, partOrCount } from "./draw-rows.ts";
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
};

export const drawnByDefault = flag.default(true);
export const keptByDefault = flag.default(false);

interface ForestOptions {
  readonly trees: number;
  readonly criterion?: TreeCriterion | undefined;
  readonly maxDepth?: number | undefined;
  readonly minSplit: number;
  readonly minLeaf: number;
  readonly leaves?: number | undefined;
  readonly minImpurityDecrease: number;
  readonly maxFeatures?: ColumnCount | undefined;
  readonly bootstrap: boolean;
  readonly maxSamples?: number | undefined;
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
  const task = treeTask(owner, target, given.criterion);
  const columns = numbersOf(owner, table).length;
  const splitterOf = random ? randomSplits(treeMatrix(table)) : bestSplits(task, codeColumns(owner, table, bins));
  const growth: Growth = {
    maxDepth,
    leaves,
    minSplit: given.minSplit,
    minLeaf: given.minLeaf,
    minImpurityDecrease: given.minImpurityDecrease,
    maxFeatures: countOf(maxFeatures ?? (target.task === "classes" ? "sqrt" : "all"), columns),
  };
  const drawn = given.bootstrap ? countFrom(given.maxSamples ?? table.rows, table.rows) : 0;
  const forest: GrownTree[] = [];
  const importances = new Float64Array(columns);
  for (let tree = 0; tree < given.trees; tree++) {
    context.progress(tree / given.trees);
    await context.pause();
    const grown = await forestTree(
      { task, columns, weights, splitterOf, growth, drawn },
      context.random(tree),
      context.pause,
    );
    for (let c = 0; c < importances.length; c++) importances[c]! += grown.gains[c]!;
    forest.push(target.task === "classes" ? withExactShares(grown.tree) : grown.tree);
  }
  const { sums } = task;
  return {
    task: target.task === "classes" ? "classes" : "numbers",
    ensemble: ensembleOf(forest, { outputs: sums, width: sums }),
    importances: asParts(importances),
  };
};

/** Shares as whole 2⁻⁴⁰ths: sums of thousands of them have no rounding, so that classes agree wherever they are added up. */
const withExactShares = (tree: GrownTree): GrownTree => ({
  ...tree,
  values: Float64Array.from(tree.values, (share) => Math.round(share * 2 ** 40) / 2 ** 40),
});

interface ForestTask {
  readonly task: TreeTask;
  readonly columns: number;
  readonly weights: Float64Array | undefined;
  readonly splitterOf: SplitterOf;
  readonly growth: Growth;
  /** How many rows are drawn with replacement; 0 for all of them once. */
  readonly drawn: number;
}

/** One tree: what it comes to depends on nothing but the task and the random numbers. */
const forestTree = async (
  { task, columns, weights, splitterOf, growth, drawn }: ForestTask,
  random: Random,
  pause: () => Promise<void>,
): Promise<{ readonly tree: GrownTree; readonly gains: Float64Array }> => {
  const own = drawn > 0 ? countsOf(drawWith(random, task.rows, drawn, weights), task.rows) : weightsOf(task, weights);
  const nodes = await growTree(task, own, splitterOf, growth, { random, pause });
  return { tree: finishedTree(nodes, task.sums), gains: gainsOf(nodes, columns) };
};

const weightsOf = ({ rows }: TreeTask, weights: Float64Array | undefined): Float64Array =>
  weights ?? new Float64Array(rows).fill(1);
