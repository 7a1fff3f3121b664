import { flag, notNegative, type OptionsOf } from "@kaviar/base/check";
import { createModel } from "../contract/model.ts";
import { options } from "../options.ts";
import { fitSquares, squaresAgain } from "./contract/least-squares-fit.ts";
import { linearFunction } from "./contract/linear-function.ts";
import { nonNegative } from "./contract/non-negative.ts";
import { solveSquares } from "./contract/squares.ts";

const read = options("ridge", {
  /** How much large coefficients cost, in the unit of squared values of columns. */
  alpha: notNegative.default(1),
  /** Whether coefficients must not be negative. */
  positive: flag.default(false),
  /** Whether a constant is added; it costs nothing. */
  fitIntercept: flag.default(true),
});

export type RidgeOptions = OptionsOf<typeof read>;

/**
 * Linear regression that keeps coefficients small. Of classes it learns +1 for the own and −1 for the others, and gives
 * the softmax of these scores: the order of rows is right, `calibrate` makes probabilities of it.
 *
 * ```ts
 * pipeline(scale(), ridge({ alpha: 10 }));
 * ```
 * The cost compares columns by their size: put scale() before it. `alpha: 0` is linear regression.
 */
export const ridge = createModel(
  read,
  {
    name: "Ridge regression",
    formula: "min ‖y − Xw − b‖² + α‖w‖²",
    use: "linear models of many or correlated columns; a fast one for classes",
    pitfall: "needs columns of one scale; the best alpha grows with the number of rows",
    reference: "Hoerl & Kennard 1970",
    seeAlso: ["linearRegression", "lasso", "bayesianRidge"],
  },
  {
    tasks: ["classes", "numbers"],
    fit: (training, { alpha, positive, fitIntercept }) =>
      fitSquares(read.owner, training, fitIntercept, (problem) =>
        (positive ? nonNegative : solveSquares)(problem, { alpha }),
      ),
    inParts: (learned, { alpha, positive, fitIntercept }) =>
      squaresAgain(read.owner, learned, fitIntercept, (problem) =>
        (positive ? nonNegative : solveSquares)(problem, { alpha }),
      ),
    ...linearFunction(read.owner),
  },
);
