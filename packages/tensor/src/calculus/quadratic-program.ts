import { dot, plus, type Vector } from "./vector.ts";

/**
 * min ½ dᵀHd + cᵀd + Σ νᵢ |aᵢd + bᵢ| over the equalities + Σ νᵢ max(0, aᵢd + bᵢ) over the inequalities, low ≤ d ≤ high.
 * With large νᵢ it is a quadratic program; where its constraints contradict each other it still has a solution.
 */
export interface QuadraticProgram {
  /** Positive semidefinite. */
  readonly hessian: Float64Array;
  readonly gradient: Vector;
  /** One for each constraint, the equalities first. */
  readonly rows: readonly Vector[];
  readonly offsets: Vector;
  readonly equal: number;
  readonly low: Vector;
  readonly high: Vector;
  /** ν, one for each constraint. */
  readonly penalties: Vector;
}

export interface QuadraticSolution {
  readonly step: Vector;
  /** One for each constraint; within ±νᵢ, for an inequality from 0 to νᵢ. */
  readonly multipliers: Vector;
  /** Of the bounds: positive where the high one holds a variable, negative where the low one does. */
  readonly bounds: Vector;
  /** Which constraints hold with equality. */
  readonly active: readonly number[];
}

/** Hd + c + Aᵀλ */
export const slopeAt = ({ hessian, gradient, rows }: QuadraticProgram, d: Vector, multipliers: Vector): Vector => {
  const n = d.length;
  let slope: Vector = gradient.map((each, i) => each + dot(hessian.subarray(i * n, (i + 1) * n), d));
  rows.forEach((row, i) => {
    slope = plus(slope, multipliers[i]!, row);
  });
  return slope;
};
