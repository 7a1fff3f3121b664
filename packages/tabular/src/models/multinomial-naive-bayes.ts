import { flag, type OptionsOf, positive } from "@kaviar/base/check";
import { type Matrix, matrixOf } from "../contract/matrix.ts";
import { createModel } from "../contract/model.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import type { Table } from "../table/table.ts";
import { classSums, classSumsInParts } from "./contract/class-sums.ts";
import { classTarget } from "./contract/class-target.ts";
import { type LinearPosterior, linearProbabilities, linearProbabilitiesInGraph } from "./contract/linear-posterior.ts";
import { discretePriors, priorsOfTotals, probabilities } from "./contract/priors.ts";

const owner = "multinomialNaiveBayes";

const read = options(owner, {
  /** What is added to each count, so that nothing is impossible. */
  alpha: positive.remedy("1e-10 is as good as none.").default(1),
  /** Whether classes are as likely as they were frequent; else all alike. */
  fitPrior: flag.default(true),
  /** How likely the classes are, in their order. */
  classPrior: probabilities.optional(),
});

export type MultinomialNaiveBayesOptions = OptionsOf<typeof read>;

const countsOf = (table: Table): Matrix => {
  const x = matrixOf(owner, table);
  const negative = x.values.findIndex((value) => value < 0);
  if (negative < 0) return x;
  const name = table.columns[negative % x.columns];
  const row = Math.floor(negative / x.columns);
  throw new TableError("data", `${owner} works on counts: \`${name}\` is ${x.values[negative]} at row ${row}.`, {
    remedy: "Put minMax() before it in the pipeline, or take gaussianNaiveBayes.",
  });
};

const stateOf = (counts: Float64Array, priors: Float64Array, alpha: number): LinearPosterior => {
  const columns = counts.length / priors.length;
  const totals = new Float64Array(priors.length);
  for (let i = 0; i < counts.length; i++) totals[Math.floor(i / columns)]! += counts[i]! + alpha;
  return {
    coefficients: counts.map((count, i) => Math.log((count + alpha) / totals[Math.floor(i / columns)]!)),
    intercepts: priors.map(Math.log),
  };
};

/**
 * Classes that draw their counts from one bag each.
 *
 * ```ts
 * pipeline(textFeatures(), multinomialNaiveBayes({ alpha: 0.1 }));
 * ```
 * Counts are ≥ 0 and need not be whole; negative ones are refused in training rows. In others they are taken as they are.
 */
export const multinomialNaiveBayes = createModel(
  read,
  {
    name: "Multinomial naive Bayes",
    formula: "P(c | x) ∝ P(c) Π pⱼ^xⱼ, pⱼ = (nⱼ + α) / (n + α d)",
    use: "counts of words and other events",
    pitfall: "columns must be counts of one kind: measures of several units make no bag",
    reference: "Manning, Raghavan & Schütze 2008",
    seeAlso: ["bernoulliNaiveBayes", "gaussianNaiveBayes", "textFeatures"],
  },
  {
    tasks: ["classes"],
    fit: ({ table, target, weights }, { alpha, fitPrior, classPrior }): LinearPosterior => {
      const classes = classTarget(owner, target);
      const x = countsOf(table);
      const priors = discretePriors(owner, { fitPrior, classPrior }, classes, weights);
      return stateOf(classSums(x, classes, weights), priors, alpha);
    },
    inParts: (_, { alpha, ...priors }) => ({
      fit: async (parts) => {
        const { sums, totals } = await classSumsInParts(owner, parts, countsOf);
        return stateOf(sums, priorsOfTotals(totals, priors), alpha);
      },
    }),
    predict: (state, table) => linearProbabilities(state, matrixOf(owner, table)),
    onnx: (state, wires, graph) => linearProbabilitiesInGraph(state, graph.numbers(wires), graph),
  },
);
