import { type OptionsOf, oneOf, part, whole } from "@kaviar/base/check";
import { inOrder } from "@kaviar/base/random";
import { createStep } from "../contract/step.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { keepColumns, keepWires, keptNotes, type ScoredColumns } from "./contract/kept-columns.ts";
import { scoreColumns, scoreNames } from "./contract/scores/score-columns.ts";

const read = options("selectBest", {
  /** How many columns are kept; all where there are fewer. 10 unless said, or `share`. */
  k: whole(1).optional(),
  /** Which share of the columns is kept, in place of `k`; at least one. */
  share: part.optional(),
  /**
   * How a column is scored: "anova" (classes), "chi2" (classes, of counts), "correlation" (numbers), "mutualInformation"
   * (both). The F test of the task unless said.
   */
  score: oneOf(...scoreNames).optional(),
});

export type SelectBestOptions = OptionsOf<typeof read>;

/**
 * Keeps the columns that tell most of the target, each looked at alone.
 *
 * ```ts
 * pipeline(impute(), encode(), selectBest({ k: 20, score: "mutualInformation" }), logisticRegression());
 * ```
 * Of columns with the same score the later one is kept, as in scikit-learn. Weights of rows are not looked at.
 */
export const selectBest = createStep(
  read,
  {
    name: "Univariate selection",
    formula: "the k columns with the highest score(xⱼ, y)",
    use: "many columns, few of them of use, and little time",
    pitfall: "outside of cross-validation it has seen the rows it is judged on; what only helps together is not found",
    reference: "Guyon & Elisseeff 2003",
    seeAlso: ["selectFalseDiscovery", "recursiveElimination", "selectByModel"],
  },
  {
    fit: (training, { k, share, score }, context): ScoredColumns => {
      if (k !== undefined && share !== undefined) {
        throw new TableError("options", `selectBest takes \`k\` or \`share\`: got k = ${k} and share = ${share}.`);
      }
      const { scores } = scoreColumns("selectBest", training, score, context);
      // What cannot be scored comes last.
      const ranked = scores.map((each) => (Number.isNaN(each) ? -Infinity : each));
      const count = share === undefined ? (k ?? 10) : countOf(share, ranked.length);
      const order = inOrder(ranked.length).sort((a, b) => (ranked[a] === ranked[b] ? b - a : ranked[b]! - ranked[a]!));
      const chosen = new Set(order.subarray(0, count));
      const { columns } = training.table;
      return { kept: columns.filter((_, i) => chosen.has(i)), columns, scores };
    },
    apply: keepColumns,
    onnx: keepWires,
    notes: keptNotes(read.owner),
  },
);

/** As many as are above the percentile of the scores, which lies between two of them. */
const countOf = (share: number, columns: number): number =>
  Math.max(1, Math.ceil(share * (columns - 1) - 1e-9), Math.floor(share * columns + 1e-9));
