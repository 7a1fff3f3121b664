import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { type Matrix, matrixOf } from "../contract/matrix.ts";
import { createModel } from "../contract/model.ts";
import type { ClassTarget } from "../contract/target.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { type ClassMoments, classMoments, classMomentsInParts } from "./contract/class-moments.ts";
import { classTarget } from "./contract/class-target.ts";
import { probabilitiesInGraph, toProbabilities } from "./contract/posterior.ts";
import { priorsOf, probabilities } from "./contract/priors.ts";

const read = options("gaussianNaiveBayes", {
  /** What each variance is raised by, as a share of the largest variance that a column has. */
  varSmoothing: notNegative.default(1e-9),
  /** How likely the classes are, in their order; unless said, as frequent as they were. */
  priors: probabilities.optional(),
});

export type GaussianNaiveBayesOptions = OptionsOf<typeof read>;

interface State {
  /** For each class a row, for each column a number. */
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** For each class: log prior − ½ Σ log 2πσ². */
  readonly constants: Float64Array;
}

/** Of all rows alike, whatever their weights, as scikit-learn has it. */
const largestVariance = ({ rows, columns, values }: Matrix): number => {
  let largest = 0;
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let i = j; i < values.length; i += columns) sum += values[i]!;
    const mean = sum / rows;
    let squares = 0;
    for (let i = j; i < values.length; i += columns) squares += (values[i]! - mean) ** 2;
    largest = Math.max(largest, squares / rows);
  }
  return largest;
};

const fit = (
  columns: readonly string[],
  x: Matrix,
  target: ClassTarget,
  weights: Float64Array | undefined,
  { varSmoothing, priors }: { readonly varSmoothing: number; readonly priors?: readonly number[] },
): State => {
  const { totals, means, squares } = classMoments(x, target, weights);
  const shares = priorsOf("gaussianNaiveBayes", priors, target, weights);
  return stateOf(columns, target, { totals, means, squares }, largestVariance(x), shares, varSmoothing);
};

const stateOf = (
  columns: readonly string[],
  target: Pick<ClassTarget, "classes">,
  { totals, means, squares }: ClassMoments,
  largest: number,
  shares: Float64Array,
  varSmoothing: number,
): State => {
  const width = columns.length;
  const variances = squares.slice();
  const constants = shares.map((share, c) => {
    let constant = Math.log(share);
    for (let j = 0, i = c * width; j < width; j++, i++) {
      if (totals[c]! > 0) variances[i]! /= totals[c]!;
      // Where no column varies at all, any width says the same: nothing.
      variances[i]! += largest > 0 ? varSmoothing * largest : 1;
      if (!(variances[i]! > 0)) {
        const where = `\`${columns[j]}\` is constant among the rows of ${shown(target.classes[c])}`;
        throw new TableError("data", `gaussianNaiveBayes needs a variance in each class: ${where}.`, {
          remedy: "Leave varSmoothing above 0.",
        });
      }
      constant -= 0.5 * Math.log(2 * Math.PI * variances[i]!);
    }
    return constant;
  });
  return { means, variances, constants };
};

/**
 * Classes whose columns are normal numbers, each by itself.
 *
 * ```ts
 * pipeline(impute(), encode(), gaussianNaiveBayes());
 * ```
 * It is fitted in one pass and has next to nothing to choose. The probabilities are too sure of themselves where columns
 * say the same twice: see `calibrate`. Weights count in means, variances and priors; the smoothing looks at all rows
 * alike.
 */
export const gaussianNaiveBayes = createModel(
  read,
  {
    name: "Gaussian naive Bayes",
    formula: "P(c | x) ∝ P(c) Π N(xⱼ; μ, σ²)",
    use: "a quick first model of numeric columns, also of few rows",
    pitfall: "takes columns for independent within a class: copies of a column count twice",
    reference: "Chan, Golub & LeVeque 1979; Hand & Yu 2001",
    seeAlso: ["bernoulliNaiveBayes", "multinomialNaiveBayes", "qda", "lda"],
  },
  {
    tasks: ["classes"],
    fit: ({ table, target, weights }, given): State =>
      fit(
        table.columns,
        matrixOf("gaussianNaiveBayes", table),
        classTarget("gaussianNaiveBayes", target),
        weights,
        given,
      ),
    inParts: (_, { varSmoothing, priors }) => ({
      fit: async (parts) => {
        const { columns, target, all, moments } = await classMomentsInParts("gaussianNaiveBayes", parts);
        const sum = moments.totals.reduce((a, b) => a + b, 0);
        const shares = priors ? Float64Array.from(priors) : moments.totals.map((total) => total / sum);
        const largest = Math.max(0, ...Array.from(all.squares, (square) => square / all.totals[0]!));
        return stateOf(columns, target, moments, largest, shares, varSmoothing);
      },
    }),
    predict: ({ means, variances, constants }, table) => {
      const { rows, columns, values } = matrixOf("gaussianNaiveBayes", table);
      const classes = constants.length;
      const logs = new Float64Array(rows * classes);
      for (let row = 0; row < rows; row++) {
        for (let c = 0; c < classes; c++) {
          let sum = 0;
          for (let j = 0, i = c * columns; j < columns; j++, i++)
            sum += (values[row * columns + j]! - means[i]!) ** 2 / variances[i]!;
          logs[row * classes + c] = constants[c]! - 0.5 * sum;
        }
      }
      return toProbabilities(logs, classes);
    },
    onnx: ({ means, variances, constants }, wires, graph) => {
      const shape = [1, constants.length, wires.length];
      const x = graph.node("Unsqueeze", [graph.numbers(wires), graph.integers([1])]);
      const centred = graph.node("Sub", [x, graph.doubles(means, shape)]);
      const squares = graph.node("Div", [graph.node("Mul", [centred, centred]), graph.doubles(variances, shape)]);
      const sums = graph.node("ReduceSum", [squares, graph.integers([2])], { attributes: { keepdims: 0 } });
      const halves = graph.node("Mul", [sums, graph.doubles([0.5])]);
      return probabilitiesInGraph(graph.node("Sub", [graph.doubles(constants), halves]), graph);
    },
  },
);
