import {
  cholesky,
  gram,
  solveFactored,
  times,
  transpose,
  transposedTimes,
  triangularFactor,
} from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import type { MarginProblem } from "./margin-problem.ts";

/**
 * min ‖w‖² / 2 + Σ c · |miss|, by its dual, min ½ αᵀQα + pᵀα with 0 ≤ α ≤ c: Newton's steps through the inside of the
 * bounds, each of them a Gram matrix of weighed columns. (Mehrotra 1992; Ferris & Munson 2002)
 */
export const minimizeAbsolute = async (
  { x, rows, columns, signs, targets, epsilon, costs }: MarginProblem,
  tol: number,
  maxIter: number,
  context: FitContext,
): Promise<{ readonly w: Float64Array; readonly isDone: boolean }> => {
  // For numbers a variable for each side of the tube.
  const sides = signs ? 1 : 2;
  const count = sides * rows;
  const sign = Float64Array.from({ length: count }, (_, v) => (signs ? signs[v]! : v < rows ? 1 : -1));
  const linear = Float64Array.from({ length: count }, (_, v) => (signs ? -1 : epsilon - sign[v]! * targets[v % rows]!));
  const bound = Float64Array.from({ length: count }, (_, v) => costs[v % rows]!);
  // Only products of rows matter: of a wide matrix those of its triangular factor.
  const small = columns > rows;
  const [z, width] = small
    ? [transpose(triangularFactor(transpose(x, rows, columns), columns, rows), rows, rows), rows]
    : [x, columns];

  const summed = (values: Float64Array): Float64Array => {
    const sums = new Float64Array(rows);
    for (let v = 0; v < count; v++) sums[v % rows]! += sign[v]! * values[v]!;
    return sums;
  };
  const alpha = bound.map((each) => each / 2);
  const room = bound.map((each) => each / 2);
  const low = new Float64Array(count).fill(1);
  const high = new Float64Array(count).fill(1);
  let isDone = false;
  for (let step = 0; step < maxIter && !isDone; step++) {
    await context.pause();
    const w = transposedTimes(z, rows, width, summed(alpha));
    const scores = times(z, rows, width, w);
    const rest = Float64Array.from(
      { length: count },
      (_, v) => sign[v]! * scores[v % rows]! + linear[v]! - low[v]! + high[v]!,
    );
    let gap = 0;
    for (let v = 0; v < count; v++) gap += alpha[v]! * low[v]! + room[v]! * high[v]!;
    const worst = rest.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const size = w.reduce((sum, each) => sum + each * each, 0) + Math.abs(sumOf(alpha, linear));
    isDone = gap <= tol * size && worst <= Math.sqrt(tol) * (1 + Math.sqrt(size));
    if (isDone) break;
    const diagonal = Float64Array.from({ length: count }, (_, v) => low[v]! / alpha[v]! + high[v]! / room[v]!);
    const weights = new Float64Array(rows);
    for (let v = 0; v < count; v++) weights[v % rows]! += 1 / diagonal[v]!;
    const matrix = gram(z, rows, width, weights);
    for (let j = 0; j < width; j++) matrix[j * width + j] = matrix[j * width + j]! + 1;
    if (!cholesky(matrix, width)) break;
    /** (D + ZZᵀ)⁻¹ of a right side. */
    const solve = (right: Float64Array): Float64Array => {
      const own = right.map((each, v) => each / diagonal[v]!);
      const common = times(z, rows, width, solveFactored(matrix, width, transposedTimes(z, rows, width, summed(own))));
      return own.map((each, v) => each - (sign[v]! * common[v % rows]!) / diagonal[v]!);
    };
    const mean = gap / (2 * count);
    const towards = (centre: number, second?: Move): Move => {
      const pull = (v: number) => (second ? second.alpha[v]! * second.low[v]! : 0);
      const push = (v: number) => (second ? -second.alpha[v]! * second.high[v]! : 0);
      const right = rest.map(
        (each, v) => -each + (centre - pull(v)) / alpha[v]! - low[v]! - ((centre - push(v)) / room[v]! - high[v]!),
      );
      const moved = solve(right);
      return {
        alpha: moved,
        low: moved.map((each, v) => (centre - pull(v) - low[v]! * each) / alpha[v]! - low[v]!),
        high: moved.map((each, v) => (centre - push(v) + high[v]! * each) / room[v]! - high[v]!),
      };
    };
    const straight = towards(0);
    const straightLength = lengthOf(alpha, room, low, high, straight, 1);
    let after = 0;
    for (let v = 0; v < count; v++) {
      after +=
        (alpha[v]! + straightLength * straight.alpha[v]!) * (low[v]! + straightLength * straight.low[v]!) +
        (room[v]! - straightLength * straight.alpha[v]!) * (high[v]! + straightLength * straight.high[v]!);
    }
    const move = towards(mean * (after / gap) ** 3, straight);
    const length = lengthOf(alpha, room, low, high, move, 0.995);
    for (let v = 0; v < count; v++) {
      alpha[v] = alpha[v]! + length * move.alpha[v]!;
      room[v] = room[v]! - length * move.alpha[v]!;
      low[v] = low[v]! + length * move.low[v]!;
      high[v] = high[v]! + length * move.high[v]!;
    }
    if (length < 1e-8) break;
  }
  return { w: transposedTimes(x, rows, columns, summed(alpha)), isDone };
};

interface Move {
  readonly alpha: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const sumOf = (a: Float64Array, b: Float64Array): number => a.reduce((sum, each, i) => sum + each * b[i]!, 0);

/** How much of a move keeps everything above 0. */
const lengthOf = (
  alpha: Float64Array,
  room: Float64Array,
  low: Float64Array,
  high: Float64Array,
  move: Move,
  share: number,
): number => {
  let most = Infinity;
  const keep = (value: number, change: number): void => {
    if (change < 0) most = Math.min(most, -value / change);
  };
  for (let v = 0; v < alpha.length; v++) {
    keep(alpha[v]!, move.alpha[v]!);
    keep(room[v]!, -move.alpha[v]!);
    keep(low[v]!, move.low[v]!);
    keep(high[v]!, move.high[v]!);
  }
  return Math.min(1, share * most);
};
