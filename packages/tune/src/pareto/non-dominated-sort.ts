import { dominates } from "../trial/dominates.ts";
import { areEqual, lexicographic, withoutNaN } from "./ordered.ts";

/**
 * The front each point lies on: 0 when nothing dominates it, k + 1 when something on front k does. Less is better; NaN is
 * the worst.
 *
 * ```ts
 * nonDominatedSort([[1, 4], [2, 2], [3, 3]]);              // Int32Array [0, 0, 1]
 * ```
 * O(n log n) with two objectives (Jensen 2003), else up to O(m n²) with efficient non-dominated sorting (Zhang et al. 2015).
 */
export const nonDominatedSort = (losses: readonly (readonly number[])[]): Int32Array => {
  const points = withoutNaN(losses);
  const ranks = new Int32Array(points.length);
  const order = lexicographic(points);
  const rankOf = (points[0]?.length ?? 0) <= 2 ? byLeastLast() : byMembers();
  let before: number | undefined;
  for (const i of order) {
    const same = before !== undefined && areEqual(points[i]!, points[before]!);
    ranks[i] = same ? ranks[before!]! : rankOf(points[i]!);
    before = i;
  }
  return ranks;
};

/** In lexicographic order the last loss alone decides: a front dominates a new point when its least one is no larger. */
const byLeastLast = () => {
  const least: number[] = [];
  return (point: readonly number[]): number => {
    const last = point.at(-1)!;
    let low = 0;
    let high = least.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (least[middle]! <= last) low = middle + 1;
      else high = middle;
    }
    least[low] = last;
    return low;
  };
};

/** The first front of which no member dominates the point, found by bisection; the latest members are the likeliest. */
const byMembers = () => {
  const fronts: (readonly number[])[][] = [];
  return (point: readonly number[]): number => {
    let low = 0;
    let high = fronts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fronts[middle]!.findLast((member) => dominates(member, point)) === undefined) high = middle;
      else low = middle + 1;
    }
    fronts[low] ??= [];
    fronts[low]!.push(point);
    return low;
  };
};
