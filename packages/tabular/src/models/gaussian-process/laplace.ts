import type { FitContext } from "../../contract/context.ts";
import type { Matrix } from "../../contract/matrix.ts";
import { TableError } from "../../error.ts";
import { factor, halfLogDeterminant, inverseOf, selfProduct, solveLower, solveUpper, times } from "./factor.ts";
import { alongParameters, covarianceOf, type Kernel } from "./kernel.ts";

/** Rows of a class (1) among others (0). */
export interface Membership {
  readonly x: Matrix;
  readonly y: Float64Array;
}

/** The most probable values of the process at the rows, and what surrounds them. */
interface Mode {
  readonly covariance: Float64Array;
  readonly values: Float64Array;
  /** P(1) at each row. */
  readonly shares: Float64Array;
  /** √W, where W is how bent the likelihood is. */
  readonly roots: Float64Array;
  /** The factor of B = I + √W K √W. */
  readonly l: Float64Array;
  readonly a: Float64Array;
  readonly evidence: number;
}

const rounds = 100;

/** Newton's method for the mode, from some values of the process on. (Rasmussen & Williams 2006, algorithm 3.1) */
const findMode = async (
  { x, y }: Membership,
  kernel: Kernel,
  { pause }: FitContext,
  from?: Float64Array,
): Promise<Mode | undefined> => {
  const n = x.rows;
  const covariance = covarianceOf(kernel, x);
  let f = from ?? new Float64Array(n);
  let evidence = -Infinity;
  let mode: Mode | undefined;
  for (let round = 0; round < rounds; round++) {
    const shares = f.map((each) => 1 / (1 + Math.exp(-each)));
    const bends = shares.map((share) => share * (1 - share));
    const roots = bends.map(Math.sqrt);
    const b = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) b[i * n + j] = roots[i]! * covariance[i * n + j]! * roots[j]!;
      b[i * n + i]! += 1;
    }
    const l = await factor(b, n, pause);
    if (!l) return mode;
    const wanted = f.map((each, i) => bends[i]! * each + (y[i]! - shares[i]!));
    const pulled = times(covariance, n, wanted).map((each, i) => roots[i]! * each);
    const back = solveUpper(l, n, solveLower(l, n, pulled));
    const a = wanted.map((each, i) => each - roots[i]! * back[i]!);
    f = times(covariance, n, a);
    let here = -halfLogDeterminant(l, n);
    for (let i = 0; i < n; i++) here -= 0.5 * a[i]! * f[i]! + Math.log1p(Math.exp(-(2 * y[i]! - 1) * f[i]!));
    const isThere = Math.abs(here - evidence) < 1e-10;
    evidence = here;
    mode = { covariance, values: f, shares, roots, l, a, evidence };
    if (isThere) break;
  }
  return mode;
};

/** Minus the logarithm of the evidence, in Laplace's approximation. (Rasmussen & Williams 2006, algorithm 5.1) */
export const surpriseOfClass = (rows: Membership, context: FitContext) => {
  // Kernels of a search are near each other, and so are their modes.
  let near: Float64Array | undefined;
  return async (kernel: Kernel, gradient: Float64Array): Promise<number> => {
    const { x, y } = rows;
    const n = x.rows;
    const mode = await findMode(rows, kernel, context, near);
    if (!mode) return Infinity;
    near = mode.values;
    const { covariance, shares, roots, l, a, evidence } = mode;
    const inverse = await inverseOf(l, n, context.pause);
    const r = await selfProduct(inverse, n, context.pause);
    // The process varies by (1 − B⁻¹)/W at a row: times W and the slope of log W, W itself need not be divided by.
    const bend = shares.map((share, j) => -0.5 * (1 - r[j * n + j]!) * (1 - 2 * share));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        r[i * n + j]! *= roots[i]! * roots[j]!;
        r[j * n + i] = r[i * n + j]!;
      }
    }
    const passed = times(r, n, times(covariance, n, bend));
    const u = bend.map((each, i) => each - passed[i]!);
    const g = y.map((each, i) => each - shares[i]!);
    const q = (i: number, j: number): number => 0.5 * (r[i * n + j]! - a[i]! * a[j]! - u[i]! * g[j]! - u[j]! * g[i]!);
    alongParameters(kernel, x, q, gradient);
    return -evidence;
  };
};

/** What a prediction needs of a class: how much each row's likeness counts, and a matrix M: the variance falls by |M k|². */
export interface ClassProcess {
  readonly weights: Float64Array;
  /** [rows, rows] */
  readonly spread: Float64Array;
}

export const processOfClass = async (rows: Membership, kernel: Kernel, context: FitContext): Promise<ClassProcess> => {
  const n = rows.x.rows;
  const mode = await findMode(rows, kernel, context);
  if (!mode) {
    throw new TableError("data", `gaussianProcess needs a covariance that is positive: that of ${n} rows is not.`, {
      remedy: "Give `noise`: some rows are too much alike.",
    });
  }
  const { shares, roots, l } = mode;
  const inverse = await inverseOf(l, n, context.pause);
  return {
    weights: rows.y.map((each, i) => each - shares[i]!),
    spread: inverse.map((each, i) => each * roots[i % n]!),
  };
};
