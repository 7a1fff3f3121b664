import { dot, twoLoop } from "@kaviar/base/numerics";
import type { Descent, Point } from "./descent.ts";

/** How far one step goes in any dimension, of the unit cube: the first, and every other one. */
const firstReach = 0.1;
const reach = 0.3;
const remembered = 10;

/**
 * The next step from a point: along the quasi-Newton direction (L-BFGS, Nocedal 1980) in the dimensions that have a
 * derivative and are not held by a bound. After tries that led to nothing better it goes half as far as the shortest of
 * them at most. `promise` is how much lower the slope says it ends.
 */
export const stepFrom = (base: Point, { pairs, tries }: Descent): { step: Float64Array; promise: number } => {
  const free = base.slope.map((slope, i) => {
    const place = base.place[i]!;
    return Number.isNaN(slope) || (place <= 0 && slope > 0) || (place >= 1 && slope < 0) ? 0 : 1;
  });
  const within = (values: Float64Array) =>
    values.map((value, i) => (free[i] === 1 && !Number.isNaN(value) ? value : 0));
  const slope = within(base.slope);
  const curvature = pairs.slice(-remembered).flatMap(([from, to]) => {
    const moved = within(to.place.map((place, i) => place - from.place[i]!));
    const bent = within(to.slope.map((each, i) => each - from.slope[i]!));
    const product = dot(moved, bent);
    return product > 1e-12 * Math.sqrt(dot(moved, moved) * dot(bent, bent))
      ? [{ step: moved, change: bent, overCurvature: (each: number) => each / product }]
      : [];
  });
  const last = curvature.at(-1);
  const scale = last === undefined ? 1 : dot(last.step, last.change) / dot(last.change, last.change);
  let step = twoLoop(slope, curvature, scale);
  if (dot(step, slope) >= 0) step = slope.map((each) => -each);
  const shortest = Math.min(...tries.map((place) => largest(within(place.map((each, i) => each - base.place[i]!)))));
  const limit = Math.min(reach, shortest / 2);
  const size = largest(step);
  if (size === 0) return { step, promise: 0 };
  const isFirst = curvature.length === 0;
  const factor = isFirst ? Math.min(firstReach, limit) / size : Math.min(1, limit / size);
  // What lies beyond a bound is cut off, so the promise is of the step as it will be taken.
  const taken = step.map((each, i) => Math.min(Math.max(base.place[i]! + each * factor, 0), 1) - base.place[i]! || 0);
  return { step: taken, promise: -dot(taken, slope) / 2 };
};

const largest = (values: Float64Array): number => values.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
