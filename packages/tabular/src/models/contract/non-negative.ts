import { cholesky, gram, leastSquares, solveFactored, transposedTimes } from "@kaviar/base/numerics";
import type { Squares } from "./squares.ts";

interface Options {
  /** What the square of a coefficient costs. */
  readonly alpha?: number;
  /** Singular values below this share of the largest count as zero. */
  readonly tolerance?: number;
}

/** A slope below this share of what it could be is none. */
const flat = 1e-11;

/**
 * The w ≥ 0 that makes ‖y − Xw‖² + α‖w‖² least, for each of several y. Columns come in one by one where that helps, and go
 * where they would be negative (Lawson & Hanson 1974, chapter 23), by products of columns; those that are left are solved
 * once more from the rows, to the last digits.
 */
export const nonNegative = async (problem: Squares, { alpha = 0, tolerance }: Options): Promise<Float64Array[]> => {
  const { rows, columns } = problem;
  const { x, targets } = problem.byRow();
  const products = rows >= columns ? (await problem.moments()).products : gram(x, rows, columns);
  // Columns of one length: what is small of them does not go by their units. One of zeros stays so, and never comes in.
  const scales = Float64Array.from({ length: columns }, (_, j) => {
    const square = products[j * columns + j]! + alpha;
    return square > 0 ? 1 / Math.sqrt(square) : 0;
  });
  for (let j = 0; j < columns; j++) {
    for (let k = 0; k < columns; k++) products[j * columns + k] = products[j * columns + k]! * scales[j]! * scales[k]!;
    products[j * columns + j] = 1;
  }
  return targets.map((y) => {
    const size = Math.sqrt(y.reduce((sum, value) => sum + value * value, 0));
    const start = transposedTimes(x, rows, columns, y).map((value, j) => value * scales[j]!);
    const w = activeSet(products, columns, start, flat * size).map((value, j) => value * scales[j]!);
    const support = [...w.keys()].filter((j) => w[j]! > 0);
    const n = support.length;
    const own = new Float64Array(rows * n);
    for (let row = 0; row < rows; row++)
      for (const [k, j] of support.entries()) own[row * n + k] = x[row * columns + j]!;
    const [exact] = leastSquares(own, rows, n, [y], tolerance === undefined ? { alpha } : { alpha, tolerance });
    if (exact!.some((value) => value < 0)) return w;
    const solved = new Float64Array(columns);
    for (const [k, j] of support.entries()) solved[j] = exact![k]!;
    return solved;
  });
};

/** From XᵀX + αI with ones on its diagonal, Xᵀy, and the slope that is none. */
const activeSet = (products: Float64Array, columns: number, start: Float64Array, least: number): Float64Array => {
  const w = new Float64Array(columns);
  const inside = new Set<number>();
  // Those that came in and had to go at once: rounding has made their slopes.
  const refused = new Set<number>();
  for (;;) {
    const slopes = start.map((value, j) => value - dotRow(products, columns, j, w));
    const best = steepest(slopes, least, inside, refused);
    if (best < 0) return w;
    inside.add(best);
    let solution = solveInside(products, columns, start, inside);
    if (!solution || solution[best]! <= 0) {
      inside.delete(best);
      refused.add(best);
      continue;
    }
    refused.clear();
    while (solution && [...inside].some((j) => solution![j]! <= 0)) {
      // As far towards it as all of them stay above 0: there one of them is 0, and goes.
      let [share, first] = [1, -1];
      for (const j of inside) {
        if (solution[j]! > 0) continue;
        const own = w[j]! / (w[j]! - solution[j]!);
        if (first < 0 || own < share) [share, first] = [own, j];
      }
      for (const j of inside) w[j] = w[j]! + share * (solution[j]! - w[j]!);
      for (const j of [...inside]) {
        if (j !== first && w[j]! > 0) continue;
        w[j] = 0;
        inside.delete(j);
      }
      solution = solveInside(products, columns, start, inside);
    }
    if (!solution) return w;
    w.set(solution);
  }
};

const dotRow = (products: Float64Array, columns: number, row: number, w: Float64Array): number => {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += products[row * columns + j]! * w[j]!;
  return sum;
};

/** The column outside along which it falls most; −1 where it falls along none. */
const steepest = (slopes: Float64Array, least: number, ...out: readonly ReadonlySet<number>[]): number => {
  let [best, most] = [-1, least];
  for (const [j, slope] of slopes.entries())
    if (slope > most && !out.some((set) => set.has(j))) [best, most] = [j, slope];
  return best;
};

/** The best coefficients of the columns inside, 0 elsewhere; none where one of them is a sum of others. */
const solveInside = (
  products: Float64Array,
  columns: number,
  start: Float64Array,
  inside: ReadonlySet<number>,
): Float64Array | undefined => {
  const own = [...inside];
  const n = own.length;
  const matrix = new Float64Array(n * n);
  const right = Float64Array.from(own, (j) => start[j]!);
  for (const [i, one] of own.entries())
    for (let k = 0; k <= i; k++) matrix[i * n + k] = products[one * columns + own[k]!]!;
  if (!cholesky(matrix, n)) return undefined;
  const solution = new Float64Array(columns);
  for (const [i, value] of solveFactored(matrix, n, right).entries()) solution[own[i]!] = value;
  return solution;
};
