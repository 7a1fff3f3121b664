import { inOrder, keyedRandom, shuffle } from "@kaviar/base/random";
import type { Encoding } from "./encode.ts";

/** Designs of which the most even one is taken. */
const tries = 30;

/**
 * Point i of Latin hypercubes of `count` points each, one after the other, a full vector: each axis is cut into `count` equal parts, and each part
 * has one point. Of several such designs, the one whose closest pair is farthest apart. (McKay, Beckman & Conover 1979;
 * Johnson, Moore & Ylvisaker 1990)
 */
export const designPoint = ({ axes }: Encoding, seed: number, count: number, i: number): Float64Array => {
  let best: Float64Array[] = [];
  let widest = -1;
  for (let attempt = 0; attempt < tries; attempt++) {
    const random = keyedRandom(seed, Math.floor(i / count), `gp-design#${attempt}`);
    const columns = axes.map(() => Array.from(shuffle(inOrder(count), random), (part) => (part + random()) / count));
    const points = Array.from({ length: count }, (_, each) => Float64Array.from(columns, (column) => column[each]!));
    const width = closest(points);
    if (width > widest) [best, widest] = [points, width];
  }
  return best[i % count]!.map((u, k) => {
    const { values } = axes[k]!;
    return values === undefined ? u : values[Math.min(Math.floor(u * values.length), values.length - 1)]!;
  });
};

const closest = (points: readonly Float64Array[]): number => {
  let least = Infinity;
  points.forEach((a, i) => {
    for (const b of points.slice(0, i))
      least = Math.min(
        least,
        a.reduce((sum, each, k) => sum + (each - b[k]!) ** 2, 0),
      );
  });
  return least;
};
