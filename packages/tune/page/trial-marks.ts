import { rgb } from "@kaviar/page";
import type { MarkGroup } from "@kaviar/page/charts";

interface Point {
  readonly trial: number;
  readonly feasible: boolean;
}

interface Look<P> extends Omit<MarkGroup, "x" | "y" | "data"> {
  readonly x: (point: P) => number;
  readonly y: (point: P) => number;
}

/** Points of trials as marks of one look. */
export const trialMarks = <P extends { readonly trial: number }>(
  points: readonly P[],
  { x, y, ...look }: Look<P>,
): MarkGroup => ({
  x: Float64Array.from(points, x),
  y: Float64Array.from(points, y),
  data: Int32Array.from(points, ({ trial }) => trial),
  ...look,
});

/** How points of trials that break their constraints look in all charts, whatever they came to; and the others. */
export const infeasibleMarks = <P extends Point>(points: readonly P[], look: Pick<Look<P>, "x" | "y">): MarkGroup =>
  trialMarks(
    points.filter(({ feasible }) => !feasible),
    { ...look, colour: rgb("infeasible"), shape: "diamond", size: 1.5 },
  );

/** What is said of them, where there are any. */
export const infeasibleNote = (points: readonly { readonly feasible: boolean }[]): string =>
  points.some(({ feasible }) => !feasible) ? " Diamonds break their constraints." : "";

/**
 * Points in so many groups by a share from 0 to 1, from the greatest share on: marks of one colour are drawn at once, and
 * the last lie on top.
 */
export const byShare = <P>(
  points: readonly P[],
  shareOf: (point: P) => number,
  groups: number,
): readonly { readonly share: number; readonly points: readonly P[] }[] => {
  const all = Array.from({ length: groups }, (): P[] => []);
  for (const point of points) all[Math.min(Math.floor(shareOf(point) * groups), groups - 1)]!.push(point);
  return all.map((own, i) => ({ share: (i + 0.5) / groups, points: own })).reverse();
};
