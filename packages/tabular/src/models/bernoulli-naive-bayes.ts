import { finite, flag, type OptionsOf, positive } from "@kaviar/base/check";
import { type Matrix, matrixOf } from "../contract/matrix.ts";
import { createModel } from "../contract/model.ts";
import { options } from "../options.ts";
import type { Table } from "../table/table.ts";
import { classSums, classSumsInParts } from "./contract/class-sums.ts";
import { classTarget } from "./contract/class-target.ts";
import { classTotals } from "./contract/class-totals.ts";
import { type LinearPosterior, linearProbabilities, linearProbabilitiesInGraph } from "./contract/linear-posterior.ts";
import { discretePriors, priorsOfTotals, probabilities } from "./contract/priors.ts";

const owner = "bernoulliNaiveBayes";

const read = options(owner, {
  /** What is added to each count, so that nothing is impossible. */
  alpha: positive.remedy("1e-10 is as good as none.").default(1),
  /** A number above it counts as yes. */
  binarize: finite.default(0),
  /** Whether classes are as likely as they were frequent; else all alike. */
  fitPrior: flag.default(true),
  /** How likely the classes are, in their order. */
  classPrior: probabilities.optional(),
});

export type BernoulliNaiveBayesOptions = OptionsOf<typeof read>;

interface State extends LinearPosterior {
  readonly binarize: number;
}

const ones = ({ rows, columns, values }: Matrix, binarize: number): Matrix => ({
  rows,
  columns,
  values: values.map((value) => (value > binarize ? 1 : 0)),
});

const posteriorOf = (counts: Float64Array, totals: Float64Array, priors: Float64Array, alpha: number) => {
  const columns = counts.length / totals.length;
  const intercepts = priors.map(Math.log);
  const coefficients = counts.map((count, i) => {
    const c = Math.floor(i / columns);
    const all = totals[c]! + 2 * alpha;
    const [yes, no] = [Math.log((count + alpha) / all), Math.log((totals[c]! - count + alpha) / all)];
    intercepts[c]! += no;
    return yes - no;
  });
  return { coefficients, intercepts };
};

/**
 * Classes whose columns are yes or no, each by itself.
 *
 * ```ts
 * pipeline(oneHot(), bernoulliNaiveBayes());
 * ```
 * A no counts too, other than with `multinomialNaiveBayes`. Numbers become yes where they are above `binarize`.
 */
export const bernoulliNaiveBayes = createModel(
  read,
  {
    name: "Bernoulli naive Bayes",
    formula: "P(c | x) ∝ P(c) Π pⱼ^xⱼ (1 − pⱼ)^(1 − xⱼ)",
    use: "columns of yes and no: one-hot categories, words that are there or not",
    pitfall: "numbers that say more than yes or no lose it: see gaussianNaiveBayes",
    reference: "McCallum & Nigam 1998",
    seeAlso: ["multinomialNaiveBayes", "gaussianNaiveBayes"],
  },
  {
    tasks: ["classes"],
    fit: ({ table, target, weights }, { alpha, binarize, fitPrior, classPrior }): State => {
      const classes = classTarget(owner, target);
      const x = ones(matrixOf(owner, table), binarize);
      const priors = discretePriors(owner, { fitPrior, classPrior }, classes, weights);
      return { binarize, ...posteriorOf(classSums(x, classes, weights), classTotals(classes, weights), priors, alpha) };
    },
    inParts: (_, { alpha, binarize, ...priors }) => ({
      fit: async (parts) => {
        const yes = (table: Table) => ones(matrixOf(owner, table), binarize);
        const { sums, totals } = await classSumsInParts(owner, parts, yes);
        return { binarize, ...posteriorOf(sums, totals, priorsOfTotals(totals, priors), alpha) };
      },
    }),
    predict: (state, table) => linearProbabilities(state, ones(matrixOf(owner, table), state.binarize)),
    onnx: (state, wires, graph) => {
      const above = graph.node("Greater", [graph.numbers(wires), graph.doubles([state.binarize])]);
      return linearProbabilitiesInGraph(state, graph.node("Cast", [above], { attributes: { to: 11 } }), graph);
    },
  },
);
