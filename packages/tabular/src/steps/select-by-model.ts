import { either, notNegative, type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { inOrder } from "@kaviar/base/random";
import type { Model } from "../contract/model.ts";
import { createStep } from "../contract/step.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { importancesOf, modelWithImportances } from "./contract/important-columns.ts";
import { keepColumns, keepWires, keptNotes, type ScoredColumns } from "./contract/kept-columns.ts";

const read = options("selectByModel", {
  /** Says how much columns count. */
  model: modelWithImportances,
  /**
   * How much a kept column counts at least. Unless said the mean, after lasso and other models with an l1 penalty 1e-5,
   * and with `k` alone nothing.
   */
  threshold: either(oneOf("mean", "median"), notNegative).optional(),
  /** How many columns are kept at most. */
  k: whole(1).optional(),
});

export type SelectByModelOptions = OptionsOf<typeof read>;

/**
 * Keeps the columns that count most to a model.
 *
 * ```ts
 * pipeline(impute(), encode(), selectByModel({ model: extraTrees() }), svm());
 * ```
 * A linear model's coefficients can only be compared after scale().
 */
export const selectByModel = createStep(
  read,
  {
    name: "Selection by a model",
    formula: "keep j where importance(xⱼ) ≥ t",
    use: "many columns before a slow model: one fit of a fast one says which matter",
    pitfall: "of columns that say the same each counts for little; trees favour columns with many values",
    reference: "Breiman 2001; Tibshirani 1996",
    seeAlso: ["recursiveElimination", "selectBest"],
  },
  {
    fit: async (training, { model, threshold, k }, context): Promise<ScoredColumns> => {
      const scores = await importancesOf(model, training, context);
      const least = thresholdOf(scores, threshold ?? (k === undefined ? usualThreshold(model) : 0));
      const order = inOrder(scores.length).sort((a, b) => scores[b]! - scores[a]! || a - b);
      const first = new Set(order.subarray(0, k ?? scores.length));
      const { columns } = training.table;
      const kept = columns.filter((_, i) => first.has(i) && scores[i]! >= least);
      if (kept.length > 0) return { kept, columns, scores };
      throw new TableError(
        "data",
        `No column counts ${least} or more to ${model.name}: the most is ${scores[order[0]!]}.`,
        {
          remedy: "Lower `threshold` of selectByModel, or give `k` in its place.",
        },
      );
    },
    apply: keepColumns,
    onnx: keepWires,
    notes: keptNotes(read.owner),
  },
);

const usualThreshold = ({ name, options }: Model): "mean" | number =>
  name === "lasso" || (options as { readonly penalty?: unknown }).penalty === "l1" ? 1e-5 : "mean";

const thresholdOf = (scores: Float64Array, threshold: "mean" | "median" | number): number => {
  if (typeof threshold === "number") return threshold;
  if (threshold === "mean") return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const sorted = scores.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
