import { dominates } from "../trial/dominates.ts";
import { lexicographic, withoutNaN } from "./ordered.ts";

/**
 * Which points nothing dominates, as ascending indices. Less is better; NaN is the worst.
 *
 * ```ts
 * paretoFront([[1, 4], [2, 2], [3, 3], [2, 2]]);           // [0, 1, 3]
 * ```
 * Points that are equal are all on the front, or none of them.
 */
export const paretoFront = (losses: readonly (readonly number[])[]): number[] => {
  const points = withoutNaN(losses);
  const front: number[] = [];
  for (const i of lexicographic(points)) {
    const isDominated =
      points[i]!.length <= 2
        ? front.length > 0 && dominates(points[front.at(-1)!]!, points[i]!)
        : front.some((member) => dominates(points[member]!, points[i]!));
    if (!isDominated) front.push(i);
  }
  return front.sort((i, j) => i - j);
};
