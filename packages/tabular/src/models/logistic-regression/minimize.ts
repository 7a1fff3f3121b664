import { type Correction, dot, twoLoop } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import type { Preconditioner } from "./preconditioner.ts";

interface Problem {
  /** The value, and the gradient into the second argument. */
  readonly value: (parameters: Float64Array, gradient: Float64Array) => number;
  readonly preconditioner: (parameters: Float64Array) => Preconditioner;
  /** How near the value has to come to the least one: the square of it. */
  readonly tol: number;
  readonly maxIter: number;
}

/** Steps that are kept, and steps after which the curvature is looked at again. */
const memory = 20;

interface Point {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

/**
 * The least of a smooth convex function: L-BFGS (Liu & Nocedal 1989) in coordinates that a Hessian of some rows makes
 * round, and that are made again every few steps. It ends by what a Newton step would still gain.
 */
export const minimize = async (
  { value, preconditioner, tol, maxIter }: Problem,
  start: Float64Array,
  context: FitContext,
): Promise<{ readonly parameters: Float64Array; readonly isDone: boolean }> => {
  const at = (parameters: Float64Array): Point => {
    const gradient = new Float64Array(parameters.length);
    return { value: value(parameters, gradient), parameters, gradient };
  };
  let point = at(start);
  let around = preconditioner(start);
  let slope = around.slope(point.gradient);
  let corrections: Correction[] = [];
  for (let step = 1; step <= maxIter; step++) {
    await context.pause();
    const last = corrections.at(-1);
    const direction = twoLoop(slope, corrections, last ? 1 / last.overCurvature(dot(last.change, last.change)) : 1);
    const steepness = dot(direction, slope);
    // Half of it is what is left to gain.
    if (!(-steepness > tol * tol)) return { parameters: point.parameters, isDone: true };
    const next = descend(at, point, around.way(direction), steepness);
    if (!next) {
      if (corrections.length === 0) return { parameters: point.parameters, isDone: false };
      corrections = [];
      around = preconditioner(point.parameters);
      slope = around.slope(point.gradient);
      continue;
    }
    point = next.point;
    if (step % memory === 0) {
      corrections = [];
      around = preconditioner(point.parameters);
      slope = around.slope(point.gradient);
      continue;
    }
    const fresh = around.slope(point.gradient);
    const taken = direction.map((each) => each * next.length);
    const change = fresh.map((each, i) => each - slope[i]!);
    const curvature = dot(taken, change);
    if (curvature > 0) {
      const rho = 1 / curvature;
      corrections.push({ step: taken, change, overCurvature: (each) => rho * each });
    }
    slope = fresh;
  }
  return { parameters: point.parameters, isDone: false };
};

/** A step that is downhill enough; none where rounding hides which way that is. */
const descend = (
  at: (parameters: Float64Array) => Point,
  from: Point,
  way: Float64Array,
  steepness: number,
): { readonly point: Point; readonly length: number } | undefined => {
  // So much a value is off by rounding.
  const noise = 1e-14 * Math.abs(from.value);
  for (let length = 1, tries = 0; tries < 30; tries++) {
    const point = at(from.parameters.map((each, i) => each + length * way[i]!));
    if (point.value <= from.value + 1e-4 * length * steepness + noise) return { point, length };
    // The least of the parabola through what is known, within bounds.
    const best = (-steepness * length * length) / (2 * (point.value - from.value - length * steepness));
    length = Math.min(Math.max(best, 0.1 * length), 0.5 * length) || 0.1 * length;
  }
  return undefined;
};
