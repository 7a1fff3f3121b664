import { inactive } from "./encode.ts";
import { amplitude, product, squared, type Weights } from "./kernel.ts";

/** The covariance of a point with each of some rows, without noise and without what earlier studies say. */
export interface Correlations {
  /** k(x, xᵢ), as of the last call of `at`, and room for more. */
  readonly k: Float64Array;
  /** Fills `k` for a point; returns k(x, x). */
  at(row: Float64Array): number;
  /** How k(x, xᵢ) changes along axis a, which must be a number that takes part. */
  slope(row: Float64Array, i: number, a: number): number;
  /** The same of k(x, x). */
  slopeAlone(row: Float64Array, a: number): number;
}

const root5 = Math.sqrt(5);

export const correlations = (
  rows: readonly Float64Array[],
  categorical: readonly boolean[],
  weights: Weights,
  more = 0,
): Correlations => {
  const n = rows.length;
  const axes = categorical.length;
  const { common, own, commonScale, ownScale, parabola } = weights;
  const plain = amplitude(weights);
  const flat = new Float64Array(n * axes);
  rows.forEach((row, i) => flat.set(row, i * axes));
  const k = new Float64Array(n + more);
  // 2 dk/dq of the common part at each row, and of each axis' own part: what the slopes are made of.
  const commonSlopes = new Float64Array(n);
  const ownSlopes = new Float64Array(n * axes);
  // p with each row, and of the point with itself.
  const products = new Float64Array(n);
  let alone = 0;

  return {
    k,
    at: (row) => {
      for (let i = 0; i < n; i++) {
        let q = 0;
        let sum = 0;
        for (let a = 0, at = i * axes; a < axes; a++, at++) {
          const d = squared(row[a]!, flat[at]!, categorical[a]!);
          q += common[a]! * Math.abs(d);
          if (d < 0) {
            ownSlopes[at] = 0;
            continue;
          }
          const r = root5 * Math.sqrt(own[a]! * d);
          const decay = Math.exp(-r);
          sum += (1 + r + (r * r) / 3) * decay;
          ownSlopes[at] = (-5 / 3) * ownScale * own[a]! * (1 + r) * decay;
        }
        const r = root5 * Math.sqrt(q);
        const decay = Math.exp(-r);
        commonSlopes[i] = (-5 / 3) * commonScale * (1 + r) * decay;
        products[i] = product(row, rows[i]!, categorical);
        k[i] = commonScale * (1 + r + (r * r) / 3) * decay + ownScale * sum + parabola * products[i]! ** 2;
      }
      alone = product(row, row, categorical);
      return plain + parabola * alone ** 2;
    },
    slope: (row, i, a) => {
      const at = i * axes + a;
      const step = row[a]! - (flat[at] === inactive ? 0.5 : flat[at]!);
      const other = flat[at] !== inactive ? 2 * flat[at]! - 1 : 0;
      return (
        (commonSlopes[i]! * common[a]! + ownSlopes[at]!) * step + (4 * parabola * products[i]! * other) / (1 + axes)
      );
    },
    slopeAlone: (row, a) => (8 * parabola * alone * (2 * row[a]! - 1)) / (1 + axes),
  };
};
