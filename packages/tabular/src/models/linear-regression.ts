import { flag, type OptionsOf, share } from "@kaviar/base/check";
import { createModel } from "../contract/model.ts";
import { options } from "../options.ts";
import { fitSquares, squaresAgain } from "./contract/least-squares-fit.ts";
import { linearFunction } from "./contract/linear-function.ts";
import { nonNegative } from "./contract/non-negative.ts";
import { solveSquares } from "./contract/squares.ts";

const read = options("linearRegression", {
  /** Whether coefficients must not be negative. */
  positive: flag.default(false),
  /** Whether a constant is added; without it the line goes through the origin. */
  fitIntercept: flag.default(true),
  /** Singular values of the centred columns below this share of the largest count as zero. */
  tol: share.default(1e-6),
});

export type LinearRegressionOptions = OptionsOf<typeof read>;

/**
 * A number as a sum of the columns, each times a coefficient, with the least squared errors.
 *
 * ```ts
 * await pipeline(impute(), encode(), linearRegression()).fit(houses, { target: "price" });
 * ```
 * Where many coefficients do equally well (more columns than rows, columns that are sums of others) it is the shortest
 * of them, as scikit-learn's. A column a million times smaller than the largest counts for nothing unless `tol` is less,
 * or scale() stands before it.
 */
export const linearRegression = createModel(
  read,
  {
    name: "Linear regression",
    formula: "min ‖y − Xw − b‖²",
    use: "numbers that grow in proportion to columns; coefficients that can be read",
    pitfall: "columns that nearly repeat each other make coefficients huge and opposite: use ridge",
    reference: "Legendre 1805",
    seeAlso: ["ridge", "lasso", "logisticRegression"],
  },
  {
    tasks: ["numbers"],
    fit: (training, { positive, fitIntercept, tol }) =>
      fitSquares(read.owner, training, fitIntercept, (problem) =>
        (positive ? nonNegative : solveSquares)(problem, { tolerance: tol }),
      ),
    inParts: (learned, { positive, fitIntercept, tol }) =>
      squaresAgain(read.owner, learned, fitIntercept, (problem) =>
        (positive ? nonNegative : solveSquares)(problem, { tolerance: tol }),
      ),
    ...linearFunction(read.owner),
  },
);
