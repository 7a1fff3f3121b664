import { dot } from "@kaviar/base/numerics";
import { inactive } from "./encode.ts";

/**
 * The covariance of a smooth function: one Matérn-5/2 over all axes, and one for each axis that is added,
 *
 *   k(x, x′) = s · m(Σⱼ wⱼ dⱼ²) + a/D · Σⱼ m(vⱼ dⱼ²) + b · p²,   m(q) = (1 + √5q + 5q/3) e^(−√5q)
 *
 * The second part learns a function that is a sum over its axes from few points, each axis with a length of its own.
 * (Duvenaud, Nickisch & Rasmussen 2011) Two choices lie at distance 1 from each other. An axis that takes no part counts
 * as its middle in the first part; in the second it correlates with points where it takes no part either, and with no
 * others.
 *
 * The third is a parabola in all axes and their products, p = (1 + Σⱼ (2xⱼ − 1)(2x′ⱼ − 1)) / (1 + D) over numbers that take
 * part: near a minimum, that is what most objectives are, and no axis need lie along its valley.
 *
 * Where earlier studies are known there is a fourth, c · q: what they say of both rows, multiplied and summed (`earlier.ts`).
 *
 * All as logarithms, in a flat vector: D weights w, D weights v, then s, a, the variance of the noise, b, and c if there is one.
 */
export type Theta = Float64Array;

export const thetaLength = (axes: number, hasEarlier: boolean): number => 2 * axes + (hasEarlier ? 5 : 4);

const root5 = Math.sqrt(5);

/** m(q). */
const matern = (q: number): number => {
  const r = root5 * Math.sqrt(q);
  return (1 + r + (r * r) / 3) * Math.exp(-r);
};

/**
 * dⱼ² between two values of an axis. Negative where one of them is inactive: then its amount counts in the common part,
 * and the axis' own part is 0.
 */
export const squared = (a: number, b: number, categorical: boolean): number => {
  if (a === inactive || b === inactive) {
    if (a === b) return 0;
    if (categorical) return -1;
    const off = (a === inactive ? b : a) - 0.5;
    return -off * off - 1e-12;
  }
  if (categorical) return a === b ? 0 : 1;
  return (a - b) * (a - b);
};

/** p of two rows. */
export const product = (x: Float64Array, y: Float64Array, categorical: readonly boolean[]): number => {
  let sum = 1;
  for (let j = 0; j < x.length; j++) {
    if (categorical[j] || x[j] === inactive || y[j] === inactive) continue;
    sum += (2 * x[j]! - 1) * (2 * y[j]! - 1);
  }
  return sum / (1 + x.length);
};

/** What earlier studies say of each row: nothing, or so many numbers. */
export type Said = readonly Float64Array[] | undefined;

/**
 * The squared distances of all pairs i > j of rows, axis by axis within a pair, each pair's p after them, and its q if there
 * is one; then p of each row alone, and q of each row alone.
 */
export const pairDistances = (
  rows: readonly Float64Array[],
  categorical: readonly boolean[],
  said?: Said,
): Float64Array => {
  const n = rows.length;
  const axes = categorical.length;
  const products = said === undefined ? 1 : 2;
  const distances = new Float64Array((n * (n - 1) * (axes + products)) / 2 + products * n);
  let at = 0;
  for (let i = 1; i < n; i++)
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < axes; k++) distances[at++] = squared(rows[i]![k]!, rows[j]![k]!, categorical[k]!);
      distances[at++] = product(rows[i]!, rows[j]!, categorical);
      if (said !== undefined) distances[at++] = dot(said[i]!, said[j]!);
    }
  for (const row of rows) distances[at++] = product(row, row, categorical);
  for (const each of said ?? []) distances[at++] = dot(each, each);
  return distances;
};

/** The weights themselves. */
export interface Weights {
  readonly common: Float64Array;
  readonly own: Float64Array;
  readonly commonScale: number;
  /** Of each axis: a/D. */
  readonly ownScale: number;
  readonly noise: number;
  readonly parabola: number;
  /** 0 where there are no earlier studies. */
  readonly earlier: number;
}

export const hasEarlier = (theta: Theta, axes: number): boolean => theta.length === thetaLength(axes, true);

export const weightsOf = (theta: Theta, axes: number): Weights => ({
  common: theta.slice(0, axes).map(Math.exp),
  own: theta.slice(axes, 2 * axes).map(Math.exp),
  commonScale: Math.exp(theta[2 * axes]!),
  ownScale: Math.exp(theta[2 * axes + 1]!) / axes,
  noise: Math.exp(theta[2 * axes + 2]!),
  parabola: Math.exp(theta[2 * axes + 3]!),
  earlier: hasEarlier(theta, axes) ? Math.exp(theta[2 * axes + 4]!) : 0,
});

/** k(x, x), without noise, the parabola, and what earlier studies say. */
export const amplitude = ({ commonScale, ownScale, own }: Weights): number => commonScale + ownScale * own.length;

/** k for one pair, from its distances at `offset`. */
export const covariance = (distances: Float64Array, offset: number, weights: Weights): number => {
  const { common, own, commonScale, ownScale, parabola, earlier } = weights;
  let q = 0;
  let sum = 0;
  for (let j = 0; j < common.length; j++) {
    const d = distances[offset + j]!;
    q += common[j]! * Math.abs(d);
    if (d >= 0) sum += matern(own[j]! * d);
  }
  const plain = commonScale * matern(q) + ownScale * sum + parabola * distances[offset + common.length]! ** 2;
  return earlier === 0 ? plain : plain + earlier * distances[offset + common.length + 1]!;
};
