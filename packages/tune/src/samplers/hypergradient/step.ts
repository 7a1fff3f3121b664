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
    return dot(moved, bent) > 1e-12 * Math.sqrt(dot(moved, moved) * dot(bent, bent)) ? [{ moved, bent }] : [];
  });
  let step = curvature.length === 0 ? slope.map((each) => -each) : newton(slope, curvature);
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

interface Curvature {
  readonly moved: Float64Array;
  readonly bent: Float64Array;
}

/** −H g with the inverse Hessian H that the latest changes of the slope tell of: the two loops of L-BFGS. */
const newton = (slope: Float64Array, curvature: readonly Curvature[]): Float64Array => {
  const q = slope.slice();
  const shares: number[] = [];
  for (const { moved, bent } of curvature.toReversed()) {
    const share = dot(moved, q) / dot(moved, bent);
    shares.push(share);
    add(q, bent, -share);
  }
  const { moved, bent } = curvature.at(-1)!;
  const scale = dot(moved, bent) / dot(bent, bent);
  for (let i = 0; i < q.length; i++) q[i]! *= scale;
  for (const each of curvature) {
    const back = dot(each.bent, q) / dot(each.moved, each.bent);
    add(q, each.moved, shares.pop()! - back);
  }
  return q.map((value) => -value);
};

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, each, i) => sum + each * b[i]!, 0);

const add = (to: Float64Array, what: Float64Array, factor: number): void => {
  for (let i = 0; i < to.length; i++) to[i]! += factor * what[i]!;
};

const largest = (values: Float64Array): number => values.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
