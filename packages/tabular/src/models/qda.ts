import { notNegative, type OptionsOf, part } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { symmetricEigen } from "@kaviar/base/numerics";
import { matrixOf } from "../contract/matrix.ts";
import { createModel } from "../contract/model.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { classMeans } from "./contract/class-means.ts";
import { classScatter } from "./contract/class-scatter.ts";
import { classTarget } from "./contract/class-target.ts";
import { probabilitiesInGraph, toProbabilities } from "./contract/posterior.ts";
import { priorsOf, probabilities } from "./contract/priors.ts";

const read = options("qda", {
  /** Pulls each covariance towards the identity: (1 − regParam) Σ + regParam I. */
  regParam: part.default(0),
  /** How likely the classes are, in their order; unless said, as frequent as they were. */
  priors: probabilities.optional(),
  /** A class with a smaller variance in some direction is refused. */
  tol: notNegative.default(1e-4),
});

export type QdaOptions = OptionsOf<typeof read>;

interface State {
  /** A row for each class. */
  readonly means: Float64Array;
  /** For each class a matrix [columns, columns] that makes it round. */
  readonly scalings: Float64Array;
  /** For each class: log prior − ½ log |Σ|. */
  readonly constants: Float64Array;
}

/**
 * Classes that are normal clouds, each of a shape of its own: the borders between them are bent.
 *
 * ```ts
 * pipeline(impute(), encode(), scale(), qda({ regParam: 0.1 }));
 * ```
 * Weights count as if rows were repeated, which scikit-learn has not. Each class needs more rows than there are columns,
 * or `regParam`.
 */
export const qda = createModel(
  read,
  {
    name: "Quadratic discriminant analysis",
    formula: "log P(c | x) = −½ (x − μ)ᵀ Σ⁻¹ (x − μ) − ½ log |Σ| + log P(c) + …",
    use: "numeric columns, classes of different spread, many rows of each",
    pitfall: "a covariance of each class is a lot to estimate: scale, and raise regParam",
    reference: "Friedman 1989",
    seeAlso: ["lda", "gaussianNaiveBayes"],
  },
  {
    tasks: ["classes"],
    fit: ({ table, target: given, weights }, { regParam, priors, tol }): State => {
      const x = matrixOf("qda", table);
      const target = classTarget("qda", given);
      const d = x.columns;
      const { totals, means } = classMeans(x, target, weights);
      const scatters = classScatter(x, target, weights, means);
      const scalings = new Float64Array(totals.length * d * d);
      const constants = priorsOf("qda", priors, target, weights).map((prior, c) => {
        const { values, vectors } = symmetricEigen(
          scatters[c]!.map((each) => each / totals[c]!),
          d,
        );
        let constant = Math.log(prior);
        for (let k = 0; k < d; k++) {
          const variance = (1 - regParam) * Math.max(values[k]!, 0) + regParam;
          if (!(variance > tol))
            throw new TableError(
              "data",
              `qda needs a covariance of full rank in each class: class ${shown(target.classes[c])} has the variance ${variance.toPrecision(2)} in some direction, of ${d}.`,
              { remedy: "Raise regParam, put scale() before it, or drop columns that say the same." },
            );
          for (let j = 0; j < d; j++) scalings[(c * d + j) * d + k] = vectors[j * d + k]! / Math.sqrt(variance);
          constant -= 0.5 * Math.log(variance);
        }
        return constant;
      });
      return { means, scalings, constants };
    },
    predict: ({ means, scalings, constants }, table) => {
      const { rows, columns: d, values } = matrixOf("qda", table);
      const classes = constants.length;
      const logs = new Float64Array(rows * classes);
      const turned = new Float64Array(d);
      for (let row = 0; row < rows; row++) {
        for (let c = 0; c < classes; c++) {
          turned.fill(0);
          for (let j = 0; j < d; j++) {
            const centred = values[row * d + j]! - means[c * d + j]!;
            for (let k = 0, at = (c * d + j) * d; k < d; k++, at++) turned[k]! += centred * scalings[at]!;
          }
          let squares = 0;
          for (let k = 0; k < d; k++) squares += turned[k]! ** 2;
          logs[row * classes + c] = constants[c]! - 0.5 * squares;
        }
      }
      return toProbabilities(logs, classes);
    },
    onnx: ({ means, scalings, constants }, wires, graph) => {
      const [classes, d] = [constants.length, wires.length];
      const x = graph.node("Unsqueeze", [graph.numbers(wires), graph.integers([0])]);
      const centred = graph.node("Sub", [x, graph.doubles(means, [classes, 1, d])]);
      const turned = graph.node("MatMul", [centred, graph.doubles(scalings, [classes, d, d])]);
      const squares = graph.node("Mul", [turned, turned]);
      const sums = graph.node("ReduceSum", [squares, graph.integers([2])], { attributes: { keepdims: 0 } });
      const byRow = graph.node("Transpose", [sums], { attributes: { perm: [1, 0] } });
      const halves = graph.node("Mul", [byRow, graph.doubles([0.5])]);
      return probabilitiesInGraph(graph.node("Sub", [graph.doubles(constants), halves]), graph);
    },
  },
);
