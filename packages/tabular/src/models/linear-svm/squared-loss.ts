import { cholesky, gram, invertLower, times, timesLower, timesUpper, transposedTimes } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import { minimize } from "../logistic-regression/minimize.ts";
import type { MarginProblem } from "./margin-problem.ts";

/** By how much a score misses what is free: of classes 1 on the right side, of numbers the tube. With its sign. */
const missOf = ({ signs, targets, epsilon }: MarginProblem, row: number, score: number): number => {
  if (signs) {
    const miss = 1 - signs[row]! * score;
    return miss > 0 ? -signs[row]! * miss : 0;
  }
  const error = score - targets[row]!;
  if (error > epsilon) return error - epsilon;
  return error < -epsilon ? error + epsilon : 0;
};

/** So many rows tell enough of the curvature. */
const enoughRows = 4000;

/** min ‖w‖² / 2 + Σ c · miss². */
export const minimizeSquared = async (
  problem: MarginProblem,
  tol: number,
  maxIter: number,
  context: FitContext,
): Promise<{ readonly w: Float64Array; readonly isDone: boolean }> => {
  const { x, rows, columns, costs } = problem;
  const value = (w: Float64Array, gradient: Float64Array): number => {
    const missed = times(x, rows, columns, w);
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const miss = missOf(problem, row, missed[row]!);
      sum += costs[row]! * miss * miss;
      missed[row] = 2 * costs[row]! * miss;
    }
    gradient.set(transposedTimes(x, rows, columns, missed));
    for (let j = 0; j < columns; j++) {
      sum += 0.5 * w[j]! * w[j]!;
      gradient[j] = gradient[j]! + w[j]!;
    }
    return sum;
  };
  const start = new Float64Array(columns);
  const most = value(start, new Float64Array(columns));
  const preconditioner = (w: Float64Array) => hessianAt(problem, w);
  const { parameters, isDone } = await minimize(
    { value, preconditioner, tol: Math.sqrt(tol * most), maxIter },
    start,
    context,
  );
  return { w: parameters, isDone };
};

/** I + Σ 2c xxᵀ over the rows that miss, of a part of the rows at equal distances. */
const hessianAt = (problem: MarginProblem, w: Float64Array) => {
  const { x, rows, columns, costs } = problem;
  const every = Math.max(1, Math.floor(rows / Math.max(enoughRows, 4 * columns)));
  const count = Math.ceil(rows / every);
  const sample = new Float64Array(count * columns);
  for (let i = 0; i < count; i++) sample.set(x.subarray(i * every * columns, (i * every + 1) * columns), i * columns);
  const scores = times(sample, count, columns, w);
  const curvature = scores.map((score, i) =>
    missOf(problem, i * every, score) === 0 ? 0 : 2 * every * costs[i * every]!,
  );
  const matrix = gram(sample, count, columns, curvature);
  for (let j = 0; j < columns; j++) matrix[j * columns + j] = matrix[j * columns + j]! + 1;
  cholesky(matrix, columns);
  const inverse = invertLower(matrix, columns);
  return {
    way: (u: Float64Array) => timesUpper(inverse, columns, u, new Float64Array(columns)),
    slope: (gradient: Float64Array) => timesLower(inverse, columns, gradient, new Float64Array(columns)),
  };
};
