import { notNegative, type OptionsOf, oneOf } from "@kaviar/base/check";
import { createModel } from "../contract/model.ts";
import { options } from "../options.ts";
import { bestSplits } from "../trees/growing/best-split.ts";
import { codeColumns } from "../trees/growing/coded-columns.ts";
import { finishedTree, gainsOf } from "../trees/growing/finished-tree.ts";
import { growTree } from "../trees/growing/grow-tree.ts";
import { prune } from "../trees/growing/prune.ts";
import { ensembleOf } from "../trees/grown-tree.ts";
import {
  type AveragedTrees,
  averageToOnnx,
  predictAverage,
  summedTrees,
  treeTask,
  weightsOf,
} from "./contract/averaged-trees.ts";
import { columnCount, countOf, growthOptions } from "./contract/tree-options.ts";

const read = options("decisionTree", {
  /** For classes `gini` or `entropy`, for numbers `squared`, `absolute` or `poisson`. Unless said, the first of them. */
  criterion: oneOf("gini", "entropy", "squared", "absolute", "poisson").optional(),
  ...growthOptions,
  /** How many columns each split is chosen among: `all`, `sqrt`, `log2`, a part below 1, or a count. */
  maxFeatures: columnCount.default("all"),
  /** What a leaf must be worth: branches that lower the loss by less a leaf are cut. */
  ccpAlpha: notNegative.default(0),
});

export type DecisionTreeOptions = OptionsOf<typeof read>;

/**
 * One tree of questions, each about one column.
 *
 * ```ts
 * pipeline(encode(), decisionTree({ maxDepth: 4 }));
 * ```
 * Missing values are fine: each split sends them to the side where they gain most, and where none was missing, to the
 * side with more rows. Of splits that gain as much, the one of the first column with the lowest threshold is taken.
 */
export const decisionTree = createModel(
  read,
  {
    name: "Decision tree",
    formula: "split where Σ w·impurity falls most; a leaf says the mean, the median or the shares of classes",
    use: "a model that can be read from top to bottom",
    pitfall: "grown to the end it knows its rows by heart: limit maxDepth, minLeaf or ccpAlpha, or take many trees",
    reference: "Breiman et al. 1984",
    seeAlso: ["randomForest", "boosting"],
  },
  {
    tasks: ["classes", "numbers"],
    slow: true,
    fit: async ({ table, target, weights }, given, context): Promise<AveragedTrees> => {
      const task = treeTask("decisionTree", target, given.criterion);
      const columns = codeColumns("decisionTree", table);
      const { maxDepth = Infinity, leaves = Infinity, minSplit, minLeaf, minImpurityDecrease } = given;
      const maxFeatures = countOf(given.maxFeatures, columns.length);
      const growth = { maxDepth, leaves, minSplit, minLeaf, minImpurityDecrease, maxFeatures };
      const surroundings = { random: context.random(), pause: context.pause };
      const grown = await growTree(
        task,
        weightsOf("decisionTree", table.rows, weights),
        bestSplits(task, columns),
        growth,
        surroundings,
      );
      const nodes = given.ccpAlpha > 0 ? prune(grown, given.ccpAlpha) : grown;
      const { sums } = task;
      return {
        task: target.task === "classes" ? "classes" : "numbers",
        ensemble: ensembleOf([finishedTree(nodes, sums)], { outputs: sums, width: sums }),
        importances: gainsOf(nodes, table.data.length),
      };
    },
    predict: predictAverage,
    onnx: averageToOnnx,
    importances: ({ importances }) => importances,
    trees: summedTrees,
  },
);
