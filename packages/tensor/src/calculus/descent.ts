import { type Correction, twoLoop } from "@kaviar/base/numerics";
import { strongWolfe } from "./line-search.ts";
import type { Evaluate, Evaluation } from "./objective.ts";
import { dot, largest, length, plus, scaled, type Vector } from "./vector.ts";

interface DescentOptions {
  readonly iterations: number;
  readonly tolerance: number;
  /** How many of the last steps tell of the curvature. */
  readonly memory: number;
}

export interface Descent {
  readonly at: Evaluation;
  readonly iterations: number;
  /** `stalled`: no step along the gradient lowers f any more. `unbounded`: f fell out of all proportion. */
  readonly outcome: "converged" | "iterations" | "stalled" | "unbounded" | "broken";
  /** Where f was not finite, when that ended the search. */
  readonly broken?: Evaluation;
}

interface Pair extends Correction {
  /** step · change */
  readonly product: number;
}

const bottomless = -1e30;

/**
 * Whether max |∂f/∂xᵢ| ≤ tolerance · max(1, |f|): the rounding errors of a gradient grow with the values. The smaller of
 * the values at the start and now counts, or f would only have to fall far enough.
 */
export const isFlat = ({ value, gradient }: Evaluation, start: Evaluation, tolerance: number): boolean =>
  largest(gradient) <= tolerance * Math.max(1, Math.min(Math.abs(value), Math.abs(start.value)));

/**
 * L-BFGS (Nocedal 1980; Nocedal & Wright 2006, algorithm 7.5): the inverse Hessian is remembered as the last few steps
 * and the changes of the gradient along them.
 */
export const descend = async (
  evaluate: Evaluate,
  start: Evaluation,
  { iterations, tolerance, memory }: DescentOptions,
): Promise<Descent> => {
  let at = start;
  let pairs: Pair[] = [];
  const floor = bottomless * Math.max(1, Math.abs(start.value));
  for (let iteration = 0; ; iteration++) {
    if (at.value < floor) return { at, iterations: iteration, outcome: "unbounded" };
    if (isFlat(at, start, tolerance)) return { at, iterations: iteration, outcome: "converged" };
    if (iteration === iterations) return { at, iterations: iteration, outcome: "iterations" };

    let direction = quasiNewton(at.gradient, pairs);
    if (!(dot(direction, at.gradient) < 0)) {
      pairs = [];
      direction = scaled(at.gradient, -1);
    }
    const firstStep = pairs.length > 0 ? 1 : Math.min(1, 1 / length(at.gradient));
    const { found, broken } = await strongWolfe(evaluate, at, direction, firstStep);
    if (!found) {
      if (pairs.length > 0) {
        pairs = [];
        continue;
      }
      return broken
        ? { at, iterations: iteration, outcome: "broken", broken }
        : { at, iterations: iteration, outcome: isFlat(at, at, tolerance) ? "converged" : "stalled" };
    }
    const step = plus(found.x, -1, at.x);
    const change = plus(found.gradient, -1, at.gradient);
    const product = dot(step, change);
    // Without positive curvature along the step the approximation would not stay positive definite.
    if (product > 1e-12 * length(step) * length(change)) {
      pairs = [...pairs, { step, change, product, overCurvature: (x: number) => x / product }].slice(-memory);
    }
    at = found;
  }
};

/** −H∇f, scaled by what the newest step told of the curvature (Nocedal & Wright 2006, 7.20). */
const quasiNewton = (gradient: Vector, pairs: readonly Pair[]): Vector => {
  const newest = pairs.at(-1);
  const scale = newest ? newest.product / dot(newest.change, newest.change) : 1;
  return twoLoop(gradient, pairs, scale);
};
