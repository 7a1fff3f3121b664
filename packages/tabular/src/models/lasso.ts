import { flag, notNegative, type OptionsOf, positive, whole } from "@kaviar/base/check";
import { createModel } from "../contract/model.ts";
import { options } from "../options.ts";
import { linearFunction } from "./contract/linear-function.ts";
import { fitElasticNet } from "./elastic-net/fit-elastic-net.ts";

const read = options("lasso", {
  /** How much large coefficients cost, in the unit of mean squared errors. */
  alpha: notNegative.default(1),
  /** Whether coefficients must not be negative. */
  positive: flag.default(false),
  /** Whether a constant is added; it costs nothing. */
  fitIntercept: flag.default(true),
  /** How far from the best it may end: the duality gap as a share of the target's square. scikit-learn's is 1e-4. */
  tol: positive.default(1e-13),
  /** Rounds through all columns at most. */
  maxIter: whole(1).default(10_000),
});

export type LassoOptions = OptionsOf<typeof read>;

/**
 * Linear regression that makes the coefficients of columns 0 which it can do without.
 *
 * ```ts
 * pipeline(scale(), lasso({ alpha: 0.1 }));
 * ```
 * It goes on until it is right to seven digits; scikit-learn's ends earlier unless its `tol` is made small. Of columns
 * that are alike it takes one, and which one says nothing: see elasticNet.
 */
export const lasso = createModel(
  read,
  {
    name: "Lasso",
    formula: "min ‖y − Xw − b‖² / 2n + α‖w‖₁",
    use: "many columns of which few matter; models that are short to read",
    pitfall: "needs columns of one scale; what it leaves out may matter as much as its twin that it took",
    reference: "Tibshirani 1996",
    seeAlso: ["elasticNet", "ridge", "selectByModel"],
  },
  {
    tasks: ["numbers"],
    fit: (training, given, context) => fitElasticNet(read.owner, training, { ...given, l1Ratio: 1 }, context),
    ...linearFunction(read.owner),
  },
);
