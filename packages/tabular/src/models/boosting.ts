import { law, listOf, notNegative, type OptionsOf, oneOf, part, positive, text, whole } from "@kaviar/base/check";
import { createModel } from "../contract/model.ts";
import { type Target, targetNumbers } from "../contract/target.ts";
import type { TreeEnsemble } from "../contract/tree-ensemble.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { predictTable } from "../trees/predict-table.ts";
import { treeLevels } from "../trees/tree-matrix.ts";
import { type TreeLevels, treesToOnnx } from "../trees/trees-to-onnx.ts";
import { directionsOf, groupsOf } from "./boosting/columns-named.ts";
import { fitBoosting } from "./boosting/fit-boosting.ts";
import { classLoss, type Loss, type NumberLoss, numberLoss, numberLosses } from "./boosting/losses.ts";
import { meaningOf, meaningToOnnx } from "./boosting/scores.ts";
import { everyRow } from "./contract/every-row.ts";

const shareAboveNone = law<number>("above 0 and at most 1", (x) => typeof x === "number" && x > 0 && x <= 1);

const read = options("boosting", {
  /**
   * What is made small, for numbers: `squared`, unless said; `absolute`; `huber`; `quantile`; `poisson`, for counts.
   * Classes have the logistic loss, or softmax from three on.
   */
  loss: oneOf(...numberLosses).optional(),
  /** The quantile that `quantile` predicts; for `huber` the share of rows whose error counts in full. */
  alpha: part.default(0.9),
  /** Rounds. With three classes and more each has a tree a class. */
  trees: whole(1).default(100),
  /** The share of each tree's answer that is added: the learning rate. */
  rate: positive.default(0.1),
  /** Leaves of a tree at most. */
  leaves: whole(2).default(31),
  /** Splits from the root to a leaf at most; 0 for no bound. */
  maxDepth: whole(0).default(0),
  /** Rows of a leaf at least. Where hessians differ, rows are counted by them, so that a leaf may have some fewer. */
  minLeaf: whole(1).default(20),
  /** Sum of the hessians of a leaf at least. */
  minHessian: notNegative.default(1e-3),
  /** What a split has to gain. */
  minGain: notNegative.default(0),
  /** ℓ1 on what leaves say. */
  l1: notNegative.default(0),
  /** ℓ2 on what leaves say. */
  l2: notNegative.default(0),
  /** The share of the rows that each tree is grown on, drawn anew for each. */
  subsample: shareAboveNone.default(1),
  /** The share of the columns that each tree may ask for, drawn anew for each. */
  colsample: shareAboveNone.default(1),
  /** Columns along which the answer may only rise. */
  increasing: listOf(text).default([]),
  /** Columns along which the answer may only fall. */
  decreasing: listOf(text).default([]),
  /** Groups of columns that may be asked for on one path; columns in none are a group of their own. */
  interactions: listOf(listOf(text)).optional(),
  /** Added to the hessian of a category where categories are sorted, and rows that it has at least. */
  categorySmoothing: notNegative.default(10),
  /** ℓ2 of leaves below a set of categories, besides `l2`. */
  categoryL2: notNegative.default(10),
  /** Stops after so many rounds that are no better on rows held out for it, and keeps the best; 0 never stops early. */
  earlyStopping: whole(0).default(0),
  /** The share of rows that `earlyStopping` holds out. */
  validationFraction: law<number>("above 0 and below 1", (x) => typeof x === "number" && x > 0 && x < 1).default(0.1),
  /** Threads; as many as pay off, unless said. The result is the same to the bit. */
  threads: whole(1).optional(),
});

export type BoostingOptions = OptionsOf<typeof read>;

interface BoostingState {
  readonly ensemble: TreeEnsemble;
  readonly link: Loss["link"];
  /** The answer for all, where there is only one class. */
  readonly certain: boolean;
  readonly levels: TreeLevels;
  /** What the splits by each column gained. */
  readonly gains: Float64Array;
}

const lossOf = (target: Target, { loss, alpha }: { readonly loss?: NumberLoss; readonly alpha: number }): Loss => {
  if (target.task !== "classes") return numberLoss(loss ?? "squared", alpha);
  if (loss === undefined) return classLoss(target.classes.length);
  throw new TableError("options", `boosting's \`loss\` is for numbers: the target has classes, got "${loss}".`, {
    remedy: 'Leave it out, or fit with task: "numbers".',
  });
};

/** What the scores are, by what makes them the prediction. */
const sums = { identity: "number", exp: "logarithm", sigmoid: "log odds", softmax: "log odds" } as const;

/**
 * Gradient-boosted trees, as LightGBM grows them: over histograms, leaf by leaf.
 *
 * ```ts
 * const model = await pipeline(boosting({ trees: 300, rate: 0.05 })).fit(train, { target: "churned" });
 * ```
 * It takes columns of texts and missing values as they are: sets of categories go to one side, and each split learns where
 * what is missing goes. A text that no training row had is missing. Where a column had nothing missing in training, it goes
 * where more rows went. Numbers are put into at most 255 bins by the quantiles of the training rows, without weights; of
 * texts the 254 most frequent have a bin each, and the rest share one.
 */
export const boosting = createModel(
  read,
  {
    name: "Gradient boosting",
    formula: "F ← F + η t, each tree t a Newton step: −Σg / (Σh + λ) in a leaf",
    use: "tables of any kind: most often the best single model, as it stands",
    pitfall: "few rows and many trees overfit: lower rate, raise minLeaf, or stop early; it cannot extrapolate",
    reference: "Friedman 2001; Ke et al. 2017",
    seeAlso: ["randomForest", "decisionTree"],
  },
  {
    tasks: ["classes", "numbers"],
    slow: true,
    fit: async (training, given, context): Promise<BoostingState> => {
      const { target, table } = training;
      const loss = lossOf(target, given);
      const directions = directionsOf(table.data, given);
      if (loss.outputs > 1 && directions.some((direction) => direction !== 0))
        throw new TableError("options", "A direction is of one number: the target has three classes or more.", {
          remedy: "Leave out `increasing` and `decreasing`.",
        });
      const targets = targetNumbers("boosting", target);
      const groups = groupsOf(table.data, given.interactions);
      const fitted = await fitBoosting(training, targets, { ...given, loss, directions, groups }, context);
      const certain = target.task === "classes" && target.classes.length === 1;
      return { ...fitted, link: loss.link, certain, levels: treeLevels(table) };
    },
    predict: ({ ensemble, link, certain, levels }, table) => {
      if (certain) return new Float64Array(table.rows).fill(1);
      return meaningOf(link, predictTable(ensemble, table, levels), ensemble.outputs);
    },
    onnx: ({ ensemble, link, certain, levels }, wires, graph) =>
      certain ? everyRow([1], wires, graph) : meaningToOnnx(link, treesToOnnx(ensemble, wires, graph, levels), graph),
    importances: ({ gains }) => gains,
    trees: ({ ensemble, levels, link }) => ({ ensemble, levels, sum: sums[link] }),
  },
);
