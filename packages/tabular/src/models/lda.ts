import { either, notNegative, type OptionsOf, oneOf, part } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import { matrixOf } from "../contract/matrix.ts";
import { createModel } from "../contract/model.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { classMeans } from "./contract/class-means.ts";
import { classScatter } from "./contract/class-scatter.ts";
import { classTarget } from "./contract/class-target.ts";
import { type LinearPosterior, linearProbabilities, linearProbabilitiesInGraph } from "./contract/linear-posterior.ts";
import { priorsOf, probabilities } from "./contract/priors.ts";
import type { Problem } from "./lda/problem.ts";
import { shrunk } from "./lda/shrunk.ts";
import { whitened } from "./lda/whitened.ts";

const read = options("lda", {
  /**
   * `svd` leaves out directions in which the classes have no width; `lsqr` solves by covariances, which can be shrunk.
   * Unless said, `svd` without shrinkage and `lsqr` with it.
   */
  solver: oneOf("svd", "lsqr").optional(),
  /** How much covariances are pulled towards round ones, from 0 to 1; `auto` as Ledoit and Wolf found best. */
  shrinkage: either(oneOf("auto"), part).optional(),
  /** How likely the classes are, in their order; unless said, as frequent as they were. */
  priors: probabilities.optional(),
  /** With `svd`: directions with a smaller width within the classes do not count. */
  tol: notNegative.default(1e-4),
});

export type LdaOptions = OptionsOf<typeof read>;

/**
 * Classes that are normal clouds of one shape: the borders between them are planes.
 *
 * ```ts
 * pipeline(impute(), encode(), lda({ shrinkage: "auto" }));
 * ```
 * Weights count as if rows were repeated, which scikit-learn has not. With one class, that class is certain.
 */
export const lda = createModel(
  read,
  {
    name: "Linear discriminant analysis",
    formula: "log P(c | x) = xᵀ Σ⁻¹ μ − ½ μᵀ Σ⁻¹ μ + log P(c) + …",
    use: "numeric columns, classes of similar spread, more columns than a logistic regression likes",
    pitfall: "outliers bend the one covariance that all classes share",
    reference: "Fisher 1936; Ledoit & Wolf 2004",
    seeAlso: ["qda", "logisticRegression", "gaussianNaiveBayes"],
  },
  {
    tasks: ["classes"],
    fit: ({ table, target: given, weights }, { solver, shrinkage, priors, tol }): LinearPosterior => {
      if (solver === "svd" && shrinkage !== undefined)
        throw new TableError("options", "lda shrinks covariances: its solver `svd` has none.", {
          remedy: 'Say solver: "lsqr".',
        });
      const x = matrixOf("lda", table);
      const target = classTarget("lda", given);
      const classes = target.classes.length;
      if (classes > 1 && x.rows <= classes)
        throw new TableError(
          "data",
          `lda needs more rows than classes: got ${plural(x.rows, "row")} of ${classes} classes.`,
        );
      const { totals, means } = classMeans(x, target, weights);
      const problem: Problem = {
        x,
        target,
        weights,
        priors: priorsOf("lda", priors, target, weights),
        totals,
        means,
        scatters: classScatter(x, target, weights, means),
      };
      const byCovariance = (solver ?? (shrinkage === undefined ? "svd" : "lsqr")) === "lsqr";
      return byCovariance ? shrunk(problem, shrinkage ?? 0) : whitened(problem, tol);
    },
    predict: (state, table) => linearProbabilities(state, matrixOf("lda", table)),
    onnx: (state, wires, graph) => linearProbabilitiesInGraph(state, graph.numbers(wires), graph),
    importances: ({ coefficients, intercepts }) => {
      const classes = intercepts.length;
      const columns = coefficients.length / classes;
      return Float64Array.from({ length: columns }, (_, j) => {
        if (classes === 2) return Math.abs(coefficients[columns + j]! - coefficients[j]!);
        let sum = 0;
        for (let c = 0; c < classes; c++) sum += Math.abs(coefficients[c * columns + j]!);
        return sum;
      });
    },
  },
);
