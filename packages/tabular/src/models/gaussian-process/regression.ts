import type { FitContext } from "../../contract/context.ts";
import type { Matrix } from "../../contract/matrix.ts";
import { TableError } from "../../error.ts";
import { createFactors, type Factors } from "../../kernels/factor.ts";
import { halfLogDeterminant, solveLower, solveUpper } from "./factor.ts";
import { alongParameters, covarianceOf, type Kernel } from "./kernel.ts";

/** Numbers that are drawn from the process itself. */
export interface Observations {
  readonly x: Matrix;
  readonly y: Float64Array;
  /** What is added to the diagonal of the covariance. */
  readonly alpha: number;
}

/** (K + αI)⁻¹ y, and the factor of that matrix. */
const solve = async ({ x, y, alpha }: Observations, kernel: Kernel, factors: Factors, { pause }: FitContext) => {
  const n = x.rows;
  const covariance = covarianceOf(kernel, x);
  for (let i = 0; i < n; i++) covariance[i * n + i]! += alpha;
  const l = covariance.slice();
  if (!(await factors.factor(l, pause))) return undefined;
  return { covariance, l, weights: solveUpper(l, n, solveLower(l, n, y)) };
};

/** ½ yᵀ K⁻¹ y + ½ log |K| + n/2 log 2π. (Rasmussen & Williams 2006, algorithm 2.1 and equation 5.9) */
export const surpriseOfNumbers = async (observed: Observations, context: FitContext) => {
  const { x, y } = observed;
  const n = x.rows;
  const factors = await createFactors(n);
  return async (kernel: Kernel, gradient: Float64Array): Promise<number> => {
    const solved = await solve(observed, kernel, factors, context);
    if (!solved) return Infinity;
    const { covariance, l, weights } = solved;
    const q = await factors.inverse(l, context.pause);
    lessOuter(q, n, weights);
    alongParameters(kernel, x, covariance, q, gradient);
    let fit = 0;
    for (let i = 0; i < n; i++) fit += y[i]! * weights[i]!;
    return 0.5 * fit + halfLogDeterminant(l, n) + 0.5 * n * Math.log(2 * Math.PI);
  };
};

/** Q = ½ (K⁻¹ − w wᵀ), by whose products with the slopes of K the surprise falls, in the place of K⁻¹. */
const lessOuter = (inverse: Float64Array, n: number, w: Float64Array): void => {
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) inverse[i * n + j] = 0.5 * (inverse[i * n + j]! - w[i]! * w[j]!);
};

/** What each training row's likeness counts in a prediction. */
export const weightsOfNumbers = async (
  observed: Observations,
  kernel: Kernel,
  context: FitContext,
): Promise<Float64Array> => {
  const solved = await solve(observed, kernel, await createFactors(observed.x.rows), context);
  if (solved) return solved.weights;
  throw new TableError(
    "data",
    `gaussianProcess needs a covariance that can be inverted: that of ${observed.x.rows} rows cannot.`,
    { remedy: "Raise `alpha`, or give `noise`: some rows are too much alike." },
  );
};
