import { type Correction, twoLoop } from "@kaviar/base/numerics";
import { boundedStep } from "./bounded-step.ts";
import type { Bounds } from "./bounds.ts";
import { strongWolfe } from "./line-search.ts";
import type { Evaluate, Evaluation } from "./objective.ts";
import { dot, largest, length, plus, scaled, type Vector } from "./vector.ts";

interface DescentOptions {
  readonly iterations: number;
  readonly tolerance: number;
  /** How many of the last steps tell of the curvature. */
  readonly memory: number;
  /** The length of a step, of its largest component, from which on it counts as none. */
  readonly shortest?: number;
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
export const isFlat = (
  { value, gradient }: Omit<Evaluation, "x">,
  start: Pick<Evaluation, "value">,
  tolerance: number,
): boolean => largest(gradient) <= tolerance * Math.max(1, Math.min(Math.abs(value), Math.abs(start.value)));

/** The gradient without what bounds hold against it: 0 where no allowed step lowers f at first order. */
export const openSlope = ({ x, gradient }: Evaluation, { low, high }: Bounds): Vector =>
  gradient.map((each, i) => ((each > 0 && x[i]! <= low[i]!) || (each < 0 && x[i]! >= high[i]!) ? 0 : each));

/**
 * L-BFGS (Nocedal 1980; Nocedal & Wright 2006, algorithm 7.5): the inverse Hessian is remembered as the last few steps
 * and the changes of the gradient along them. Between bounds it is L-BFGS-B.
 */
export const descend = async (
  evaluate: Evaluate,
  start: Evaluation,
  { iterations, tolerance, memory, shortest = 0 }: DescentOptions,
  bounds?: Bounds,
): Promise<Descent> => {
  let at = start;
  let pairs: Pair[] = [];
  const floor = bottomless * Math.max(1, Math.abs(start.value));
  for (let iteration = 0; ; iteration++) {
    const slope = bounds ? openSlope(at, bounds) : at.gradient;
    const isDone = isFlat({ ...at, gradient: slope }, start, tolerance);
    if (at.value < floor) return { at, iterations: iteration, outcome: "unbounded" };
    if (isDone) return { at, iterations: iteration, outcome: "converged" };
    if (iteration === iterations) return { at, iterations: iteration, outcome: "iterations" };

    let direction = bounds ? boundedStep(at.x, at.gradient, pairs, bounds) : quasiNewton(at.gradient, pairs);
    if (!direction || !(dot(direction, at.gradient) < 0)) {
      pairs = [];
      direction = scaled(slope, -1);
    }
    const firstStep = pairs.length > 0 ? 1 : Math.min(1, 1 / length(slope));
    const longest = bounds ? room(at.x, direction, bounds) : Infinity;
    const { found, broken } = await strongWolfe(evaluate, at, direction, Math.min(firstStep, longest), longest);
    if (!found) {
      if (pairs.length > 0) {
        pairs = [];
        continue;
      }
      return broken
        ? { at, iterations: iteration, outcome: "broken", broken }
        : {
            at,
            iterations: iteration,
            outcome: isFlat({ ...at, gradient: slope }, at, tolerance) ? "converged" : "stalled",
          };
    }
    const step = plus(found.x, -1, at.x);
    const change = plus(found.gradient, -1, at.gradient);
    const product = dot(step, change);
    // Without positive curvature along the step the approximation would not stay positive definite.
    if (product > 1e-12 * length(step) * length(change)) {
      pairs = [...pairs, { step, change, product, overCurvature: (x: number) => x / product }].slice(-memory);
    }
    at = found;
    if (largest(step) < shortest) return { at, iterations: iteration + 1, outcome: "stalled" };
  }
};

/** −H∇f, scaled by what the newest step told of the curvature (Nocedal & Wright 2006, 7.20). */
const quasiNewton = (gradient: Vector, pairs: readonly Pair[]): Vector => {
  const newest = pairs.at(-1);
  const scale = newest ? newest.product / dot(newest.change, newest.change) : 1;
  return twoLoop(gradient, pairs, scale);
};

/** The longest step along a direction that stays inside. */
const room = (x: Vector, direction: Vector, { low, high }: Bounds): number =>
  direction.reduce((most, each, i) => {
    if (each === 0) return most;
    return Math.min(most, ((each > 0 ? high[i]! : low[i]!) - x[i]!) / each);
  }, Infinity);
