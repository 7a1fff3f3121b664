import { dot } from "@kaviar/base/numerics";
import type { Individual } from "./fronts.ts";

/** The direction nearest to a member, and how far from it the member lies. */
export interface Niche {
  readonly direction: number;
  readonly distance: number;
}

/**
 * The members' losses from 0 (the best of each objective) to 1 (where the plane through the extreme points cuts its axis; the
 * worst of the first front where there is no such plane). (Deb & Jain 2014, algorithm 2)
 */
export const normalize = (
  points: readonly (readonly number[])[],
  front: readonly (readonly number[])[],
): number[][] => {
  const m = points[0]!.length;
  const finite = (x: number) => Math.min(Math.max(x, -1e300), 1e300);
  const ideal = Array.from({ length: m }, (_, k) => Math.min(...points.map((point) => finite(point[k]!))));
  const moved = (point: readonly number[]) => point.map((x, k) => finite(x) - ideal[k]!);
  const scales = intercepts(front.map(moved));
  return points.map((point) => moved(point).map((x, k) => x / scales[k]!));
};

const intercepts = (front: readonly number[][]): number[] => {
  const m = front[0]!.length;
  const worst = Array.from({ length: m }, (_, k) => Math.max(...front.map((point) => point[k]!)) || 1);
  const extremes = worst.map((_, axis) => {
    const skew = (point: readonly number[]) => Math.max(...point.map((x, k) => x / (k === axis ? 1 : 1e-6)));
    return front.reduce((a, b) => (skew(b) < skew(a) ? b : a));
  });
  const plane = solve(extremes);
  const cuts = plane?.map((a) => 1 / a);
  return cuts?.every((cut, k) => cut > 1e-6 && cut <= worst[k]!) ? cuts : worst;
};

/** a with E a = 1; undefined when E is singular. */
const solve = (rows: readonly (readonly number[])[]): number[] | undefined => {
  const m = rows.length;
  const system = rows.map((row) => [...row, 1]);
  for (let k = 0; k < m; k++) {
    const best = system
      .slice(k)
      .reduce((at, row, i) => (Math.abs(row[k]!) > Math.abs(system[at]![k]!) ? k + i : at), k);
    [system[k], system[best]] = [system[best]!, system[k]!];
    const pivot = system[k]![k]!;
    if (!(Math.abs(pivot) > 1e-12)) return undefined;
    for (let i = 0; i < m; i++) {
      if (i === k) continue;
      const factor = system[i]![k]! / pivot;
      for (let j = k; j <= m; j++) system[i]![j] = system[i]![j]! - factor * system[k]![j]!;
    }
  }
  return system.map((row, k) => row[m]! / row[k]!);
};

/** The reference line each point is nearest to. */
export const nichesOf = (
  points: readonly (readonly number[])[],
  directions: readonly (readonly number[])[],
): Niche[] => {
  const lengths = directions.map((direction) => Math.sqrt(dot(direction, direction)));
  return points.map((point) => {
    const square = dot(point, point);
    let nearest = 0;
    let most = -Infinity;
    // |p|² = along² + distance²: the nearest line is the one the point reaches furthest along.
    for (let i = 0; i < directions.length; i++) {
      const along = dot(directions[i]!, point) / lengths[i]!;
      if (along <= most) continue;
      most = along;
      nearest = i;
    }
    return { direction: nearest, distance: Math.sqrt(Math.max(square - most * most, 0)) };
  });
};

/** Of the fullest niche's members in the last front, the one furthest from its line. */
export const mostCrowded = (
  last: readonly Individual[],
  fronts: readonly (readonly Individual[])[],
  directions: readonly (readonly number[])[],
): Individual => {
  const all = fronts.flat();
  const losses = all.map(({ fitness }) => fitness.losses);
  const niches = nichesOf(normalize(losses, fronts[0]!.map(({ fitness }) => fitness.losses)), directions); // biome-ignore format: one thought
  const counts = new Map<number, number>();
  for (const { direction } of niches) counts.set(direction, (counts.get(direction) ?? 0) + 1);
  const offset = all.length - last.length;
  const worse = (i: number, j: number): boolean => {
    const [a, b] = [niches[offset + i]!, niches[offset + j]!];
    const difference = counts.get(a.direction)! - counts.get(b.direction)!;
    return difference === 0 ? a.distance > b.distance : difference > 0;
  };
  return last[last.reduce((chosen, _, i) => (worse(i, chosen) ? i : chosen), 0)]!;
};
