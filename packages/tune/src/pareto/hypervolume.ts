import { paretoFront } from "./pareto-front.ts";

type Point = readonly number[];

/**
 * The volume that is dominated by the points and bounded by the reference: exact. Less is better; points that do not lie
 * below the reference in every objective add nothing.
 *
 * ```ts
 * hypervolume([[1, 3], [2, 2], [3, 1]], [4, 4]);           // 6
 * ```
 * A sweep with two objectives, the walking fish group's algorithm (While, Bradstreet & Barone 2012) with more, whose time
 * grows exponentially with their number: thousands of points up to 4 objectives, some hundred with 6.
 */
export const hypervolume = (losses: readonly Point[], reference: Point): number => {
  const inside = losses.filter((point) => point.every((x, k) => x < reference[k]!));
  if (inside.length === 0) return 0;
  if (inside.some((point) => point.some((x, k) => reference[k]! - x === Infinity))) return Infinity;
  return volume(withoutDominated(inside), reference);
};

/** Each once. */
const withoutDominated = (points: readonly Point[]): Point[] => {
  const seen = new Set<string>();
  return paretoFront(points).flatMap((i) => {
    const text = points[i]!.join();
    if (seen.has(text)) return [];
    seen.add(text);
    return [points[i]!];
  });
};

const boxOf = (point: Point, reference: Point): number =>
  point.reduce((product, x, k) => product * (reference[k]! - x), 1);

/** Of points of which none dominates another. */
const volume = (front: readonly Point[], reference: Point): number => {
  if (front.length === 1) return boxOf(front[0]!, reference);
  if (reference.length === 2) return area(front, reference);
  // From the worst in the last objective: each later slice then holds fewer, and thinner, boxes.
  const sorted = [...front].sort((a, b) => b.at(-1)! - a.at(-1)!);
  let sum = 0;
  sorted.forEach((point, i) => {
    sum += (reference.at(-1)! - point.at(-1)!) * exclusiveArea(point, sorted.slice(i + 1), reference);
  });
  return sum;
};

/**
 * What `point` dominates alone, in all objectives but the last: those that follow are better in the last one, so there
 * they cover its whole height.
 */
const exclusiveArea = (point: Point, rest: readonly Point[], reference: Point): number => {
  const base = point.slice(0, -1);
  const baseReference = reference.slice(0, -1);
  const limited = rest.map((other) => base.map((x, k) => Math.max(x, other[k]!)));
  const covered = limited.length === 0 ? 0 : volume(withoutDominated(limited), baseReference);
  return boxOf(base, baseReference) - covered;
};

const area = (front: readonly Point[], [right, top]: Point): number => {
  let sum = 0;
  let ceiling = top!;
  for (const [x, y] of [...front].sort((a, b) => a[0]! - b[0]!)) {
    sum += (right! - x!) * (ceiling - y!);
    ceiling = y!;
  }
  return sum;
};
