import { dot, invertLower, type Matrix, timesLower, timesUpper } from "@kaviar/base/numerics";
import { correlations } from "./correlations.ts";
import type { Earlier } from "./earlier.ts";
import { inactive } from "./encode.ts";
import { factor } from "./fit.ts";
import { pairDistances, type Theta, type Weights, weightsOf } from "./kernel.ts";
import { slopeCorrelations } from "./slope-correlations.ts";
import { splitTheta, toldOf, withSlopes } from "./slope-covariance.ts";
import type { Slopes } from "./slopes.ts";

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

/** The Gaussian process with the given θ, conditioned on y at the rows, and on slopes; undefined where the matrix is singular. */
export const posterior = (
  rows: readonly Float64Array[],
  categorical: readonly boolean[],
  y: Float64Array,
  theta: Theta,
  earlier?: Earlier,
  slopes?: Slopes,
): Posterior | undefined => {
  const axes = categorical.length;
  const told = toldOf(rows, categorical, slopes, earlier);
  const [plain] = splitTheta(theta, told);
  const weights = weightsOf(plain, axes);
  const said = earlier?.of(rows);
  const l = factor(pairDistances(rows, categorical, said), rows.length, axes, theta, told);
  if (l === undefined) return undefined;
  const all = withSlopes(y, slopes);
  const n = all.length;
  const inverseFactor = invertLower(l, n);
  const half = timesLower(inverseFactor, n, all, new Float64Array(n));
  const alpha = timesUpper(inverseFactor, n, half, new Float64Array(n));
  const smooth = y.map((each, i) => each - weights.noise * alpha[i]!);
  const heard = earlier && said && { earlier, said: [...said, ...(told?.said?.slopes ?? [])] };
  return { ...conditioned({ rows, categorical, weights, inverseFactor, alpha, heard, slopes }), smooth };
};

/** The same beliefs, with deviations that are a share of what they are: the mean counts for more. */
export const surer = <P extends Posterior>(model: P, share: number): P => ({
  ...model,
  at: (row, belief, meanSlope, varianceSlope) => {
    model.at(row, belief, meanSlope, varianceSlope);
    belief.variance *= share * share;
    for (let i = 0; i < (varianceSlope?.length ?? 0); i++) varianceSlope![i]! *= share * share;
  },
});

interface Conditioned {
  readonly rows: readonly Float64Array[];
  readonly categorical: readonly boolean[];
  readonly weights: Weights;
  readonly inverseFactor: Matrix;
  readonly alpha: Float64Array;
  /** What earlier studies say of the rows. */
  readonly heard: { readonly earlier: Earlier; readonly said: readonly Float64Array[] } | undefined;
  readonly slopes: Slopes | undefined;
}

const conditioned = (given: Conditioned): Pick<Posterior, "at"> => {
  const { rows, categorical, weights, inverseFactor, alpha, heard, slopes } = given;
  const n = alpha.length;
  const axes = categorical.length;
  const { k, at, slope, slopeAlone } = correlations(rows, categorical, weights, n - rows.length);
  const sloped = slopes && slopeCorrelations(rows, slopes, categorical, weights);
  const told = heard && hearing(heard.earlier, heard.said, weights.earlier, alpha);
  const v = new Float64Array(n);
  const u = new Float64Array(n);

  return {
    at: (row, belief, meanSlope, varianceSlope) => {
      const isSloped = meanSlope !== undefined && varianceSlope !== undefined;
      let top = at(row);
      sloped?.at(row, k);
      if (told !== undefined) top += told.add(row, k);
      let mean = 0;
      for (let i = 0; i < n; i++) mean += k[i]! * alpha[i]!;
      timesLower(inverseFactor, n, k, v);
      let variance = top;
      for (let i = 0; i < n; i++) variance -= v[i]! * v[i]!;
      belief.mean = mean;
      belief.variance = Math.max(variance, 1e-12 * top);
      if (!isSloped) return;
      timesUpper(inverseFactor, n, v, u);
      meanSlope.fill(0);
      varianceSlope.fill(0);
      for (let i = 0; i < rows.length; i++) {
        for (let a = 0; a < axes; a++) {
          if (categorical[a] || row[a] === inactive) continue;
          const each = slope(row, i, a);
          meanSlope[a]! += each * alpha[i]!;
          varianceSlope[a]! -= 2 * each * u[i]!;
        }
      }
      for (let a = 0; a < axes; a++)
        if (!categorical[a] && row[a] !== inactive) varianceSlope[a]! += slopeAlone(row, a);
      told?.addSlopes(row, u, meanSlope, varianceSlope);
      sloped?.addSlopes(row, alpha, u, meanSlope, varianceSlope);
    },
  };
};

/** The part of the covariance that earlier studies make: c times what they say of two rows, multiplied and summed. */
const hearing = (earlier: Earlier, saidOf: readonly Float64Array[], scale: number, alpha: Float64Array) => {
  const { count } = earlier;
  const said = new Float64Array(count);
  /** c Σᵢ wᵢφ(xᵢ). */
  const summed = (w: Float64Array, into: Float64Array): Float64Array => {
    into.fill(0);
    saidOf.forEach((each, i) => {
      for (let m = 0; m < count; m++) into[m]! += scale * w[i]! * each[m]!;
    });
    return into;
  };
  const byMean = summed(alpha, new Float64Array(count));
  const byVariance = new Float64Array(count);
  return {
    /** Adds it to k(x, xᵢ); returns that of x with itself. */
    add: (row: Float64Array, k: Float64Array): number => {
      earlier.at(row, said);
      for (let i = 0; i < k.length; i++) k[i]! += scale * dot(said, saidOf[i]!);
      return scale * dot(said, said);
    },
    addSlopes: (row: Float64Array, u: Float64Array, meanSlope: Float64Array, varianceSlope: Float64Array): void => {
      earlier.addSlope(row, byMean, meanSlope);
      summed(u, byVariance);
      for (let m = 0; m < count; m++) byVariance[m] = 2 * (scale * said[m]! - byVariance[m]!);
      earlier.addSlope(row, byVariance, varianceSlope);
    },
  };
};
