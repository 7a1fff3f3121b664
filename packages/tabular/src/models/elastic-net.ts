import { flag, notNegative, type OptionsOf, part, positive, whole } from "@kaviar/base/check";
import { createModel } from "../contract/model.ts";
import { options } from "../options.ts";
import { linearFunction } from "./contract/linear-function.ts";
import { fitElasticNet } from "./elastic-net/fit-elastic-net.ts";

const read = options("elasticNet", {
  /** How much large coefficients cost, in the unit of mean squared errors. */
  alpha: notNegative.default(1),
  /** The share of the cost that goes by absolute values, and makes coefficients 0; the rest goes by squares. */
  l1Ratio: part.default(0.5),
  /** Whether coefficients must not be negative. */
  positive: flag.default(false),
  /** Whether a constant is added; it costs nothing. */
  fitIntercept: flag.default(true),
  /** How far from the best it may end: the duality gap as a share of the target's square. scikit-learn's is 1e-4. */
  tol: positive.default(1e-13),
  /** Rounds through all columns at most. */
  maxIter: whole(1).default(10_000),
});

export type ElasticNetOptions = OptionsOf<typeof read>;

/**
 * Linear regression with few columns in it, which takes columns that are alike together: between ridge and lasso.
 *
 * ```ts
 * pipeline(scale(), elasticNet({ alpha: 0.1, l1Ratio: 0.3 }));
 * ```
 * It goes on until it is right to seven digits; scikit-learn's ends earlier unless its `tol` is made small. `l1Ratio: 0`
 * is ridge with alpha times the number of rows.
 */
export const elasticNet = createModel(
  read,
  {
    name: "Elastic net",
    formula: "min ‖y − Xw − b‖² / 2n + α(ρ‖w‖₁ + (1 − ρ)‖w‖² / 2)",
    use: "many columns in groups that are alike, of which few matter",
    pitfall: "needs columns of one scale; large alphas make every coefficient 0",
    reference: "Zou & Hastie 2005",
    seeAlso: ["lasso", "ridge", "logisticRegression"],
  },
  {
    tasks: ["numbers"],
    fit: (training, given, context) => fitElasticNet(read.owner, training, given, context),
    ...linearFunction(read.owner),
  },
);
