import { inactive } from "./encode.ts";

/**
 * The covariance of a smooth function: one Matérn-5/2 over all axes, and one for each axis that is added,
 *
 *   k(x, x′) = s · m(Σⱼ wⱼ dⱼ²) + a/D · Σⱼ m(vⱼ dⱼ²),   m(q) = (1 + √5q + 5q/3) e^(−√5q)
 *
 * The second part learns a function that is a sum over its axes from few points, each axis with a length of its own.
 * (Duvenaud, Nickisch & Rasmussen 2011) Two choices lie at distance 1 from each other. An axis that takes no part counts
 * as its middle in the first part; in the second it correlates with points where it takes no part either, and with no
 * others.
 *
 * All as logarithms, in a flat vector: D weights w, D weights v, then s, a, and the variance of the noise.
 */
export type Theta = Float64Array;

export const thetaLength = (axes: number): number => 2 * axes + 3;

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

/** The squared distances of all pairs i > j of rows, axis by axis within a pair. */
export const pairDistances = (rows: readonly Float64Array[], categorical: readonly boolean[]): Float64Array => {
  const n = rows.length;
  const axes = categorical.length;
  const distances = new Float64Array((n * (n - 1) * axes) / 2);
  let p = 0;
  for (let i = 1; i < n; i++)
    for (let j = 0; j < i; j++)
      for (let k = 0; k < axes; k++) distances[p++] = squared(rows[i]![k]!, rows[j]![k]!, categorical[k]!);
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
}

export const weightsOf = (theta: Theta, axes: number): Weights => ({
  common: theta.slice(0, axes).map(Math.exp),
  own: theta.slice(axes, 2 * axes).map(Math.exp),
  commonScale: Math.exp(theta[2 * axes]!),
  ownScale: Math.exp(theta[2 * axes + 1]!) / axes,
  noise: Math.exp(theta[2 * axes + 2]!),
});

/** k(x, x), without noise. */
export const amplitude = ({ commonScale, ownScale, own }: Weights): number => commonScale + ownScale * own.length;

/** k for one pair, from its distances at `offset`. */
export const covariance = (distances: Float64Array, offset: number, weights: Weights): number => {
  const { common, own, commonScale, ownScale } = weights;
  let q = 0;
  let sum = 0;
  for (let j = 0; j < common.length; j++) {
    const d = distances[offset + j]!;
    q += common[j]! * Math.abs(d);
    if (d >= 0) sum += matern(own[j]! * d);
  }
  return commonScale * matern(q) + ownScale * sum;
};
