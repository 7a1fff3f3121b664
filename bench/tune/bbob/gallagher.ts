import { uniform } from "./draws.ts";
import type { Given } from "./landscapes.ts";
import { oscillate, outside, times, type Vector } from "./warps.ts";

interface Peaks {
  readonly count: number;
  /** Over how much of the box they are spread. */
  readonly width: number;
  /** The condition of the highest peak; those of the others run up to 1000. */
  readonly sharpest: number;
}

/** Gaussian peaks at random places, of random form; the first is the highest by a little. */
export const gallagher =
  ({ count, width, sharpest }: Peaks) =>
  ({ d, seed, second }: Given) => {
    const draws = uniform(d * count, seed);
    const places = Array.from({ length: count }, (_, j) =>
      draws.slice(j * d, (j + 1) * d).map((share) => (j === 0 ? 0.8 : 1) * (width * share - width / 2)),
    );
    const orders = inOrder(count - 1, seed);
    const peaks = places.map((place, j) => {
      const condition = j === 0 ? sharpest : 1000 ** (orders[j - 1]! / (count - 2));
      return {
        height: j === 0 ? 10 : 1.1 + (8 * (j - 1)) / (count - 2),
        place: times(second, place),
        scales: inOrder(d, seed + 1000 * j).map((order) => condition ** (order / (d - 1) - 0.5)),
      };
    });
    const height = (x: Vector): number => {
      const z = times(second, x);
      const highest = peaks.reduce((most, { height, place, scales }) => {
        const far = z.reduce((total, value, i) => total + scales[i]! * (value - place[i]!) ** 2, 0);
        return Math.max(most, height * Math.exp((-0.5 / d) * far));
      }, 0);
      return oscillate(10 - highest) ** 2 + outside(x);
    };
    return { minimizer: places[0]!, height };
  };

/** A random order of 0 … count − 1. */
const inOrder = (count: number, seed: number): number[] => {
  const draws = uniform(count, seed);
  return draws.map((_, i) => i).sort((a, b) => draws[a]! - draws[b]!);
};
