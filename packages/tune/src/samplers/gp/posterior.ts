import { invertLower, type Matrix, timesLower, timesUpper } from "@kaviar/base/numerics";
import { inactive } from "./encode.ts";
import { factor } from "./fit.ts";
import { amplitude, pairDistances, product, squared, type Theta, type Weights, weightsOf } from "./kernel.ts";

/** What the model believes about one point: mean and variance of the function, without noise. */
export interface Belief {
  mean: number;
  variance: number;
}

/** A fitted model. */
export interface Posterior {
  /** Writes into `belief`; with the two gradients given, also how both change along each numeric axis. */
  at(row: Float64Array, belief: Belief, meanSlope?: Float64Array, varianceSlope?: Float64Array): void;
  /** The mean at the rows themselves, without the noise that is in y: y − σ²α. */
  readonly smooth: Float64Array;
}

/** The Gaussian process with the given θ, conditioned on y at the rows; undefined where the matrix is singular. */
export const posterior = (
  rows: readonly Float64Array[],
  categorical: readonly boolean[],
  y: Float64Array,
  theta: Theta,
): Posterior | undefined => {
  const n = rows.length;
  const axes = categorical.length;
  const weights = weightsOf(theta, axes);
  const l = factor(pairDistances(rows, categorical), n, axes, theta);
  if (l === undefined) return undefined;
  const inverseFactor = invertLower(l, n);
  const half = timesLower(inverseFactor, n, y, new Float64Array(n));
  const alpha = timesUpper(inverseFactor, n, half, new Float64Array(n));
  const smooth = y.map((each, i) => each - weights.noise * alpha[i]!);
  return { ...conditioned({ rows, categorical, weights, inverseFactor, alpha }), smooth };
};

interface Conditioned {
  readonly rows: readonly Float64Array[];
  readonly categorical: readonly boolean[];
  readonly weights: Weights;
  readonly inverseFactor: Matrix;
  readonly alpha: Float64Array;
}

const root5 = Math.sqrt(5);

const conditioned = ({ rows, categorical, weights, inverseFactor, alpha }: Conditioned): Pick<Posterior, "at"> => {
  const n = rows.length;
  const axes = categorical.length;
  const { common, own, commonScale, ownScale, parabola } = weights;
  const plain = amplitude(weights);
  const flat = new Float64Array(n * axes);
  rows.forEach((row, i) => flat.set(row, i * axes));
  const k = new Float64Array(n);
  const v = new Float64Array(n);
  const u = new Float64Array(n);
  // 2 dk/dq of the common part at each row, and of each axis' own part: what the gradients are made of.
  const commonSlopes = new Float64Array(n);
  const ownSlopes = new Float64Array(n * axes);
  // p with each row.
  const products = new Float64Array(n);

  return {
    at: (row, belief, meanSlope, varianceSlope) => {
      let mean = 0;
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
        mean += k[i]! * alpha[i]!;
      }
      timesLower(inverseFactor, n, k, v);
      const alone = product(row, row, categorical);
      const top = plain + parabola * alone ** 2;
      let variance = top;
      for (let i = 0; i < n; i++) variance -= v[i]! * v[i]!;
      belief.mean = mean;
      belief.variance = Math.max(variance, 1e-12 * top);
      if (meanSlope === undefined || varianceSlope === undefined) return;
      timesUpper(inverseFactor, n, v, u);
      meanSlope.fill(0);
      varianceSlope.fill(0);
      for (let i = 0; i < n; i++) {
        for (let a = 0, at = i * axes; a < axes; a++, at++) {
          if (categorical[a] || row[a] === inactive) continue;
          const step = row[a]! - (flat[at] === inactive ? 0.5 : flat[at]!);
          const other = flat[at] !== inactive ? 2 * flat[at]! - 1 : 0;
          const slope =
            (commonSlopes[i]! * common[a]! + ownSlopes[at]!) * step +
            (4 * parabola * products[i]! * other) / (1 + axes);
          meanSlope[a]! += slope * alpha[i]!;
          varianceSlope[a]! -= 2 * slope * u[i]!;
        }
      }
      for (let a = 0; a < axes; a++)
        if (!categorical[a] && row[a] !== inactive)
          varianceSlope[a]! += (8 * parabola * alone * (2 * row[a]! - 1)) / (1 + axes);
    },
  };
};
