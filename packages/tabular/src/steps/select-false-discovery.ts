import { type OptionsOf, oneOf, positive } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { keepColumns, keepWires, keptNotes, type ScoredColumns } from "./contract/kept-columns.ts";
import { scoreColumns, testedScores } from "./contract/scores/score-columns.ts";

const read = options("selectFalseDiscovery", {
  /** The rate of errors that is put up with. */
  alpha: positive.default(0.05),
  /**
   * Of what `alpha` is the rate: "fdr", of useless columns among those kept; "fpr", of those kept among the useless ones;
   * "fwe", how probable it is that any useless one is kept.
   */
  method: oneOf("fdr", "fpr", "fwe").default("fdr"),
  /** How a column is tested: "anova" or "chi2" (classes), "correlation" (numbers). The F test of the task unless said. */
  score: oneOf(...testedScores).optional(),
});

export type SelectFalseDiscoveryOptions = OptionsOf<typeof read>;

/**
 * Keeps the columns that have to do with the target beyond what chance would bring about.
 *
 * ```ts
 * pipeline(impute(), encode(), selectFalseDiscovery({ alpha: 0.1 }), logisticRegression());
 * ```
 * Where no column passes, the one with the least p is kept, so that a model has something to work on. Weights of rows are
 * not looked at.
 */
export const selectFalseDiscovery = createStep(
  read,
  {
    name: "Selection by false discoveries",
    formula: "the largest i with p₍ᵢ₎ ≤ α i / m; keep what has that p or less",
    use: "thousands of columns (genes, words) of which few matter: as many are kept as the data can bear out",
    pitfall: "p values are as good as the test's assumptions, and with many rows everything is significant",
    reference: "Benjamini & Hochberg 1995",
    seeAlso: ["selectBest", "selectByModel"],
  },
  {
    fit: (training, { alpha, method, score }, context): ScoredColumns => {
      const { scores, pValues: tested } = scoreColumns("selectFalseDiscovery", training, score, context);
      const pValues = tested!.map((p) => (Number.isNaN(p) ? 1 : p));
      const least = pValues.reduce((one, p) => Math.min(one, p), 1);
      const passes = passing[method](pValues, alpha);
      const passed = pValues.some(passes);
      const first = pValues.indexOf(least);
      const { columns } = training.table;
      return { kept: columns.filter((_, i) => (passed ? passes(pValues[i]!) : i === first)), columns, scores, pValues };
    },
    apply: keepColumns,
    onnx: keepWires,
    notes: keptNotes(read.owner),
  },
);

type Passing = (pValues: Float64Array, alpha: number) => (p: number) => boolean;

const passing: { readonly [Method in "fdr" | "fpr" | "fwe"]: Passing } = {
  fdr: (pValues, alpha) => {
    const rising = pValues.slice().sort();
    const most = rising.findLast((p, i) => p <= (alpha * (i + 1)) / rising.length) ?? -1;
    return (p) => p <= most;
  },
  fpr: (_, alpha) => (p) => p < alpha,
  fwe: (pValues, alpha) => (p) => p < alpha / pValues.length,
};
