import { flag, law, type OptionsOf, part, positive, whole } from "@kaviar/base/check";
import { createModel } from "../contract/model.ts";
import { options } from "../options.ts";
import { linearFunction } from "./contract/linear-function.ts";
import { fitLogistic } from "./logistic-regression/fit-logistic.ts";
import { newtonInParts } from "./logistic-regression/newton-in-parts.ts";

const read = options("logisticRegression", {
  /** How much rows count against large coefficients: `Infinity` is no penalty at all. */
  c: law<number>("greater than 0", (x) => typeof x === "number" && x > 0).default(1),
  /** The share of the penalty that goes by absolute values, and makes coefficients 0; the rest goes by squares. */
  l1Ratio: part.default(0),
  /** Whether a constant is added; it costs nothing. */
  fitIntercept: flag.default(true),
  /** How far from the best it may end: about the error of probabilities. */
  tol: positive.default(1e-8),
  /** Steps at most. */
  maxIter: whole(1).default(1000),
});

export type LogisticRegressionOptions = OptionsOf<typeof read>;

/**
 * Probabilities of classes by sums of the columns, each times a coefficient: the log-odds. More than two classes share
 * one model (multinomial).
 *
 * ```ts
 * await pipeline(impute(), encode(), scale(), logisticRegression()).fit(customers, { target: "churned" });
 * ```
 * It goes on to the optimum, where scikit-learn's by default ends about 1e-4 before. Classes that a plane parts have
 * no optimum with `c: Infinity`: coefficients grow until probabilities are 0 and 1.
 */
export const logisticRegression = createModel(
  read,
  {
    name: "Logistic regression",
    formula: "min Σ −ln p(y | softmax(Wx + b)) + (ρ‖W‖₁ + (1 − ρ)‖W‖² / 2) / c",
    use: "classes, with probabilities that mean something and coefficients that can be read",
    pitfall: "the penalty compares columns by their size: put scale() before it",
    reference: "Cox 1958; Friedman, Hastie & Tibshirani 2010",
    seeAlso: ["ridge", "linearSvm", "lda"],
  },
  {
    tasks: ["classes"],
    fit: (training, given, context) => fitLogistic(read.owner, training, given, context),
    inParts: (learned, given) => newtonInParts(read.owner, learned, given),
    ...linearFunction(read.owner),
  },
);
