import { transpose } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import type { Matrix } from "../../contract/matrix.ts";
import { TableError } from "../../error.ts";
import { createFactors, type Factors } from "../../kernels/factor.ts";
import { halfLogDeterminant, solveLower, solveUpper, times } from "./factor.ts";
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

/** The lower triangle of diag(f) A diag(f). */
const scale = (a: Float64Array, f: Float64Array, into: Float64Array): void => {
  const n = f.length;
  for (let i = 0; i < n; i++) {
    const factor = f[i]!;
    for (let j = 0; j <= i; j++) into[i * n + j] = factor * a[i * n + j]! * f[j]!;
  }
};

/** Newton's method for the mode, from some values of the process on. (Rasmussen & Williams 2006, algorithm 3.1) */
const findMode = async (
  { x, y }: Membership,
  kernel: Kernel,
  factors: Factors,
  { pause }: FitContext,
  from?: Float64Array,
): Promise<Mode | undefined> => {
  const n = x.rows;
  const covariance = covarianceOf(kernel, x);
  let f = from ?? new Float64Array(n);
  let evidence = -Infinity;
  // The factor of the round before is kept, in case there is none of the next.
  let [l, spare] = [new Float64Array(n * n), new Float64Array(n * n)];
  let mode: Mode | undefined;
  for (let round = 0; round < rounds; round++) {
    const shares = f.map((each) => 1 / (1 + Math.exp(-each)));
    const bends = shares.map((share) => share * (1 - share));
    const roots = bends.map(Math.sqrt);
    scale(covariance, roots, spare);
    for (let i = 0; i < n; i++) spare[i * n + i]! += 1;
    if (!(await factors.factor(spare, pause))) return mode;
    [l, spare] = [spare, l];
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

/** The upper triangle as the lower one. */
const mirror = (a: Float64Array, n: number): void => {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[j * n + i] = a[i * n + j]!;
};

/** Q = ½ (R − a aᵀ − u gᵀ − g uᵀ), by whose products with the slopes of K the surprise falls, in the place of R. */
const lessOuters = (r: Float64Array, n: number, a: Float64Array, u: Float64Array, g: Float64Array): void => {
  for (let i = 0; i < n; i++) {
    const [ofA, ofU, ofG] = [a[i]!, u[i]!, g[i]!];
    for (let j = 0; j <= i; j++) r[i * n + j] = 0.5 * (r[i * n + j]! - ofA * a[j]! - ofU * g[j]! - ofG * u[j]!);
  }
};

/** Minus the logarithm of the evidence, in Laplace's approximation. (Rasmussen & Williams 2006, algorithm 5.1) */
export const surpriseOfClass = async (rows: Membership, context: FitContext) => {
  const { x, y } = rows;
  const n = x.rows;
  const factors = await createFactors(n);
  // Kernels of a search are near each other, and so are their modes.
  let near: Float64Array | undefined;
  return async (kernel: Kernel, gradient: Float64Array): Promise<number> => {
    const mode = await findMode(rows, kernel, factors, context, near);
    if (!mode) return Infinity;
    near = mode.values;
    const { covariance, shares, roots, l, a, evidence } = mode;
    const r = await factors.inverse(l, context.pause);
    // The process varies by (1 − B⁻¹)/W at a row: times W and the slope of log W, W itself need not be divided by.
    const bend = shares.map((share, j) => -0.5 * (1 - r[j * n + j]!) * (1 - 2 * share));
    scale(r, roots, r);
    mirror(r, n);
    const passed = times(r, n, times(covariance, n, bend));
    const u = bend.map((each, i) => each - passed[i]!);
    const g = y.map((each, i) => each - shares[i]!);
    lessOuters(r, n, a, u, g);
    alongParameters(kernel, x, covariance, r, gradient);
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
  const factors = await createFactors(n);
  const mode = await findMode(rows, kernel, factors, context);
  if (!mode) {
    throw new TableError("data", `gaussianProcess needs a covariance that is positive: that of ${n} rows is not.`, {
      remedy: "Give `noise`: some rows are too much alike.",
    });
  }
  const { shares, roots, l } = mode;
  const inverse = transpose(await factors.inverseFactor(l, context.pause), n, n);
  return {
    weights: rows.y.map((each, i) => each - shares[i]!),
    spread: inverse.map((each, i) => each * roots[i % n]!),
  };
};
