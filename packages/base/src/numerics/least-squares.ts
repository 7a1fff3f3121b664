import { cholesky, invertLower, solveFactored } from "./cholesky.ts";
import { dot } from "./dot.ts";
import { gram } from "./gram.ts";
import { squareSingular } from "./singular-values.ts";
import { times, transpose, transposedTimes } from "./times.ts";
import { triangularFactor } from "./triangular-factor.ts";

interface LeastSquaresOptions {
  /** What the square of a coefficient costs. */
  readonly alpha?: number;
  /** Singular values below this share of the largest count as zero. */
  readonly tolerance?: number;
  /** XᵀX, where it is known and there are no more columns than rows. */
  readonly products?: Float64Array | undefined;
}

/**
 * The w that makes ‖y − Xw‖² + α‖w‖² least, for each of several y; the shortest where many do. X lies row by row.
 *
 * The normal equations where they are well conditioned, made as exact as a QR by refinement (Björck 1967); otherwise
 * singular values, as LAPACK's gelsd does.
 */
export const leastSquares = (
  x: Float64Array,
  rows: number,
  columns: number,
  targets: readonly Float64Array[],
  { alpha = 0, tolerance = Math.max(rows, columns) * Number.EPSILON, products }: LeastSquaresOptions = {},
): Float64Array[] => {
  if (columns === 0) return targets.map(() => new Float64Array(0));
  const primal = rows >= columns;
  const matrix = primal ? (products ?? gram(x, rows, columns)) : gram(transpose(x, rows, columns), columns, rows);
  const solve = conditionedSolver(matrix, primal ? columns : rows, alpha, alpha > 0 ? 0 : tolerance, worst);
  if (!solve) return byValues(x, rows, columns, targets, { alpha, tolerance });
  return targets.map((y) => {
    if (primal) return refined(x, rows, columns, y, alpha, solve);
    return transposedTimes(x, rows, columns, dual(x, rows, columns, y, alpha, solve));
  });
};

/**
 * The same from XᵀX and Xᵀy alone, where these are so well conditioned that no more than five digits of sixteen are lost;
 * else nothing.
 */
export const solveNormal = (
  products: Float64Array,
  columns: number,
  slopes: readonly Float64Array[],
  { alpha = 0, tolerance = 0 }: Omit<LeastSquaresOptions, "products"> = {},
): Float64Array[] | undefined => {
  const solve = conditionedSolver(products, columns, alpha, alpha > 0 ? 0 : tolerance, good);
  return solve && slopes.map(solve);
};

type Solver = (b: Float64Array) => Float64Array;

/** The worst condition of a matrix, of columns of one length, that refinement still makes good; and that needs none. */
const worst = 1e10;
const good = 1e5;

/**
 * Solves (A + αI) w = b with every row and column of it scaled to 1. None where it is close to singular, or where a
 * singular value of X might be below the tolerance: by trace(A⁻¹) ≥ 1 / λ and trace(A) ≥ λ for every eigenvalue λ.
 */
const conditionedSolver = (
  matrix: Float64Array,
  n: number,
  alpha: number,
  tolerance: number,
  bound: number,
): Solver | undefined => {
  const scales = new Float64Array(n);
  let trace = 0;
  for (let i = 0; i < n; i++) {
    const square = matrix[i * n + i]! + alpha;
    trace += square;
    // What is 0 everywhere has no part in it.
    scales[i] = square > 0 ? 1 / Math.sqrt(square) : 0;
  }
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) factor[i * n + j] = matrix[i * n + j]! * scales[i]! * scales[j]!;
    factor[i * n + i] = 1;
  }
  if (!cholesky(factor, n)) return undefined;
  const inverse = invertLower(factor, n);
  let [inverseTrace, scaledTrace] = [0, 0];
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      scaledTrace += inverse[i * n + j]! ** 2;
      inverseTrace += (inverse[i * n + j]! * scales[j]!) ** 2;
    }
  if (!(n * scaledTrace < bound && trace * inverseTrace * tolerance * tolerance < 1)) return undefined;
  return (b) => {
    const scaled = b.map((each, i) => each * scales[i]!);
    return solveFactored(factor, n, scaled).map((each, i) => each * scales[i]!);
  };
};

const refinements = 3;

/** A change of this share is the last: the next would be far below rounding. */
const enough = 1e-10;

const refined = (
  x: Float64Array,
  rows: number,
  columns: number,
  y: Float64Array,
  alpha: number,
  solve: Solver,
): Float64Array => {
  const w = solve(transposedTimes(x, rows, columns, y));
  for (let step = 0; step < refinements; step++) {
    const residual = times(x, rows, columns, w);
    for (let i = 0; i < rows; i++) residual[i] = y[i]! - residual[i]!;
    const slope = transposedTimes(x, rows, columns, residual);
    for (let j = 0; j < columns; j++) slope[j] = slope[j]! - alpha * w[j]!;
    const change = solve(slope);
    for (let j = 0; j < columns; j++) w[j] = w[j]! + change[j]!;
    if (dot(change, change) <= enough * enough * dot(w, w)) break;
  }
  return w;
};

/** The d with (XXᵀ + αI) d = y: then w = Xᵀd. */
const dual = (
  x: Float64Array,
  rows: number,
  columns: number,
  y: Float64Array,
  alpha: number,
  solve: Solver,
): Float64Array => {
  const d = solve(y);
  for (let step = 0; step < refinements; step++) {
    const image = times(x, rows, columns, transposedTimes(x, rows, columns, d));
    const change = solve(image.map((each, i) => y[i]! - each - alpha * d[i]!));
    for (let i = 0; i < rows; i++) d[i] = d[i]! + change[i]!;
  }
  return d;
};

interface Ending {
  readonly alpha: number;
  readonly tolerance: number;
}

const byValues = (
  x: Float64Array,
  rows: number,
  columns: number,
  targets: readonly Float64Array[],
  { alpha, tolerance }: Ending,
): Float64Array[] => {
  if (rows < columns) return targets.map((y) => wideByValues(x, rows, columns, y, { alpha, tolerance }));
  const small = compressed(x, rows, columns, targets);
  const { values, right, images } = squareSingular(small.x, columns);
  const none = tolerance * values[0]!;
  return small.targets.map((y) => {
    const along = values.map((value, k) =>
      value > none ? dot(images.subarray(k * columns, (k + 1) * columns), y) / (value * value + alpha) : 0,
    );
    return transposedTimes(right, columns, columns, along);
  });
};

/** w = Xᵀd with d = U (Σ² + α)⁻¹ Uᵀ y; squared singular values, so refined. */
const wideByValues = (
  x: Float64Array,
  rows: number,
  columns: number,
  y: Float64Array,
  { alpha, tolerance }: Ending,
): Float64Array => {
  const { values, right } = squareSingular(triangularFactor(transpose(x, rows, columns), columns, rows), rows);
  const none = tolerance * values[0]!;
  return transposedTimes(
    x,
    rows,
    columns,
    dual(x, rows, columns, y, alpha, (b) => {
      const along = times(right, rows, rows, b);
      return transposedTimes(
        right,
        rows,
        rows,
        along.map((each, k) => (values[k]! > none ? each / (values[k]! ** 2 + alpha) : 0)),
      );
    }),
  );
};

/** R and QᵀY in the place of X and Y: the same least squares with as many rows as columns. */
const compressed = (x: Float64Array, rows: number, columns: number, targets: readonly Float64Array[]) => {
  const width = columns + targets.length;
  const both = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    both.set(x.subarray(row * columns, (row + 1) * columns), row * width);
    for (const [t, y] of targets.entries()) both[row * width + columns + t] = y[row]!;
  }
  const r = triangularFactor(both, rows, width);
  const part = (first: number, count: number): Float64Array =>
    Float64Array.from({ length: columns * count }, (_, k) => r[Math.floor(k / count) * width + first + (k % count)]!);
  return { x: part(0, columns), targets: targets.map((_, t) => part(columns + t, 1)) };
};
