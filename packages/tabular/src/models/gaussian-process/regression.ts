import type { FitContext } from "../../contract/context.ts";
import type { Matrix } from "../../contract/matrix.ts";
import { TableError } from "../../error.ts";
import { factor, halfLogDeterminant, inverseOf, selfProduct, solveLower, solveUpper } from "./factor.ts";
import { alongParameters, covarianceOf, type Kernel } from "./kernel.ts";

/** Numbers that are drawn from the process itself. */
export interface Observations {
  readonly x: Matrix;
  readonly y: Float64Array;
  /** What is added to the diagonal of the covariance. */
  readonly alpha: number;
}

/** (K + αI)⁻¹ y, and the factor of that matrix. */
const solve = async ({ x, y, alpha }: Observations, kernel: Kernel, { pause }: FitContext) => {
  const n = x.rows;
  const k = covarianceOf(kernel, x);
  for (let i = 0; i < n; i++) k[i * n + i]! += alpha;
  const l = await factor(k, n, pause);
  return l && { l, weights: solveUpper(l, n, solveLower(l, n, y)) };
};

/** ½ yᵀ K⁻¹ y + ½ log |K| + n/2 log 2π. (Rasmussen & Williams 2006, algorithm 2.1 and equation 5.9) */
export const surpriseOfNumbers =
  (observed: Observations, context: FitContext) =>
  async (kernel: Kernel, gradient: Float64Array): Promise<number> => {
    const { x, y } = observed;
    const n = x.rows;
    const solved = await solve(observed, kernel, context);
    if (!solved) return Infinity;
    const { l, weights } = solved;
    const inverse = await selfProduct(await inverseOf(l, n, context.pause), n, context.pause);
    alongParameters(kernel, x, (i, j) => 0.5 * (inverse[i * n + j]! - weights[i]! * weights[j]!), gradient);
    let fit = 0;
    for (let i = 0; i < n; i++) fit += y[i]! * weights[i]!;
    return 0.5 * fit + halfLogDeterminant(l, n) + 0.5 * n * Math.log(2 * Math.PI);
  };

/** What each training row's likeness counts in a prediction. */
export const weightsOfNumbers = async (
  observed: Observations,
  kernel: Kernel,
  context: FitContext,
): Promise<Float64Array> => {
  const solved = await solve(observed, kernel, context);
  if (solved) return solved.weights;
  throw new TableError(
    "data",
    `gaussianProcess needs a covariance that can be inverted: that of ${observed.x.rows} rows cannot.`,
    { remedy: "Raise `alpha`, or give `noise`: some rows are too much alike." },
  );
};
