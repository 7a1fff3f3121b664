import { dot } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import type { LogisticRows } from "../../kernels/logistic-rows.ts";
import { descend, type Penalty } from "../elastic-net/coordinate-descent.ts";
import { type Quadratic, tallQuadratic, wideQuadratic } from "../elastic-net/quadratic.ts";
import type { Ending } from "./fit-logistic.ts";

/**
 * Coefficients of which some are 0: the loss is replaced by a parabola at the current point, of one score after the other,
 * whose least is found by coordinate descent. (Friedman, Hastie & Tibshirani 2010; Lee, Sun & Saunders 2014)
 */
export const minimizeSparse = async (
  rows: LogisticRows,
  penalty: Penalty,
  { fitIntercept, tol, maxIter }: Ending,
  context: FitContext,
): Promise<{ readonly parameters: Float64Array; readonly isDone: boolean }> => {
  const { width, scores } = rows;
  let point = pointAt(rows, new Float64Array(scores * width));
  const parabolaOf = rows.rows > width ? tallParabola : wideParabola;
  for (let round = 1; round <= maxIter; round++) {
    let moved = 0;
    for (let k = 0; k < scores; k++) {
      await context.pause();
      const parabola = parabolaOf(rows, point, k, fitIntercept);
      const own = point.parameters.subarray(k * width, (k + 1) * width);
      const { w } = await descend(
        parabola.quadratic,
        penalty,
        { tol: 1e-14, maxIter: 200 },
        context,
        own.slice(0, width - 1),
      );
      const change = w.map((each, j) => each - own[j]!);
      const { intercept, square } = parabola.rest(change);
      const way = new Float64Array(scores * width);
      way.set(change, k * width);
      way[(k + 1) * width - 1] = intercept;
      moved += square;
      point = search(rows, penalty, point, way);
    }
    if (moved <= tol * tol) return { parameters: point.parameters, isDone: true };
  }
  return { parameters: point.parameters, isDone: false };
};

interface Point {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  /** The loss, without its penalty. */
  readonly value: number;
}

const pointAt = (rows: LogisticRows, parameters: Float64Array): Point => {
  const gradient = new Float64Array(parameters.length);
  return { parameters, value: rows.loss(parameters, gradient), gradient };
};

/** A parabola in the coefficients of a score: the intercept is always where it is least. */
interface Parabola {
  readonly quadratic: Quadratic;
  /** How the intercept moves with a change of coefficients, and how far both are in the parabola. */
  rest(change: Float64Array): { readonly intercept: number; readonly square: number };
}

/** By products of columns. */
const tallParabola = (rows: LogisticRows, point: Point, score: number, fitIntercept: boolean): Parabola => {
  const { width } = rows;
  const n = width - 1;
  const { products, spread } = rows.parabola(point.parameters, score);
  const gradient = point.gradient.subarray(score * width, (score + 1) * width);
  const w = point.parameters.subarray(score * width, (score + 1) * width - 1);
  const beside = products.subarray(n * width, n * width + n);
  const own = fitIntercept ? products[n * width + n]! : Infinity;
  const centred = new Float64Array(n * n);
  const start = new Float64Array(n);
  const slopes = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) centred[i * n + j] = products[i * width + j]! - (beside[i]! * beside[j]!) / own;
    slopes[i] = gradient[i]! - (beside[i]! * gradient[n]!) / own;
    start[i] = dot(centred.subarray(i * n, (i + 1) * n), w) - slopes[i]!;
  }
  // Of Xw − Δ with Δ = lack / curvature, less its mean.
  const square = dot(w, start) - dot(w, slopes) + spread - gradient[n]! ** 2 / own;
  return {
    quadratic: tallQuadratic(centred, start, square),
    rest: (change) => {
      const intercept = -(gradient[n]! + dot(beside, change)) / own;
      let sum = intercept * (2 * dot(beside, change) + (fitIntercept ? own * intercept : 0));
      for (let i = 0; i < n; i++) sum += change[i]! * dot(products.subarray(i * width, i * width + n), change);
      return { intercept, square: sum };
    },
  };
};

/** By the columns themselves: for more of them than rows. */
const wideParabola = (rows: LogisticRows, point: Point, score: number, fitIntercept: boolean): Parabola => {
  const { width } = rows;
  const { columns, curvature, lack } = rows.weighed(point.parameters, score);
  const w = point.parameters.subarray(score * width, (score + 1) * width - 1);
  const total = curvature.reduce((a, b) => a + b, 0);
  const meanOf = (values: Float64Array): number => (fitIntercept ? dot(curvature, values) / total : 0);
  const scaled = (values: Float64Array): Float64Array => {
    const mean = meanOf(values);
    return values.map((each, i) => Math.sqrt(curvature[i]!) * (each - mean));
  };
  const along = (change: Float64Array): Float64Array => {
    const sum = new Float64Array(curvature.length);
    for (const [j, column] of columns.entries())
      if (change[j] !== 0) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + change[j]! * column[i]!;
    return sum;
  };
  const step = lack.map((each, i) => each / curvature[i]!);
  const wanted = along(w).map((each, i) => each + step[i]!);
  return {
    quadratic: wideQuadratic(columns.map(scaled), scaled(wanted)),
    rest: (change) => {
      const way = along(change);
      const intercept = meanOf(step) - meanOf(way);
      return { intercept, square: way.reduce((sum, each, i) => sum + curvature[i]! * (each + intercept) ** 2, 0) };
    },
  };
};

/** Goes so far along a way that the loss with its penalty becomes less: all of it, mostly. */
const search = (rows: LogisticRows, penalty: Penalty, from: Point, way: Float64Array): Point => {
  const { width } = rows;
  const costOf = (parameters: Float64Array): number =>
    parameters.reduce(
      (sum, w, i) =>
        i % width === width - 1 ? sum : sum + penalty.absolute * Math.abs(w) + 0.5 * penalty.square * w * w,
      0,
    );
  const moved = (length: number) => from.parameters.map((each, i) => each + length * way[i]!);
  const cost = costOf(from.parameters);
  const before = from.value + cost;
  const promised = costOf(moved(1)) - cost + dot(from.gradient, way);
  for (let length = 1; length > 1e-6; length /= 2) {
    const point = pointAt(rows, moved(length));
    if (point.value + costOf(point.parameters) <= before + 1e-4 * length * promised + 1e-14 * Math.abs(before))
      return point;
  }
  return from;
};
