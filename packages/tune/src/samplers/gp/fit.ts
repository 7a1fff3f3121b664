import {
  cholesky,
  inverseFrom,
  invertLower,
  type Matrix,
  minimizeInBox,
  timesLower,
  timesUpper,
} from "@kaviar/base/numerics";
import { amplitude, covariance, hasEarlier, type Theta, thetaLength, weightsOf } from "./kernel.ts";

/** Added to the diagonal, in units of k(x, x): keeps nearly equal rows apart. */
const jitter = 1e-9;

/** K = L Lᵀ with the noise on its diagonal; undefined where it is not positive definite. */
export const factor = (distances: Float64Array, n: number, axes: number, theta: Theta): Matrix | undefined => {
  const weights = weightsOf(theta, axes);
  const k = new Float64Array(n * n);
  const diagonal = amplitude(weights) * (1 + jitter) + weights.noise;
  const products = hasEarlier(theta, axes) ? 2 : 1;
  const alone = distances.length - products * n;
  let offset = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++, offset += axes + products) k[i * n + j] = covariance(distances, offset, weights);
    k[i * n + i] = diagonal + weights.parabola * distances[alone + i]! ** 2 * (1 + jitter);
    if (products === 2) k[i * n + i]! += weights.earlier * distances[alone + n + i]! * (1 + jitter);
  }
  return cholesky(k, n) ? k : undefined;
};

/** ln p(y | θ) = −½ yᵀK⁻¹y − ½ ln|K| − n/2 ln 2π; −Infinity where K is not positive definite. */
export const logEvidence = (distances: Float64Array, axes: number, y: Float64Array, theta: Theta): number => {
  const n = y.length;
  const l = factor(distances, n, axes, theta);
  if (l === undefined) return -Infinity;
  // Forward substitution: L b = y.
  const b = new Float64Array(n);
  let sum = -0.5 * n * Math.log(2 * Math.PI);
  for (let i = 0; i < n; i++) {
    let each = y[i]!;
    for (let j = 0; j < i; j++) each -= l[i * n + j]! * b[j]!;
    b[i] = each / l[i * n + i]!;
    sum -= 0.5 * b[i]! * b[i]! + Math.log(l[i * n + i]!);
  }
  return sum;
};

/**
 * The same, and its gradient in θ: ∂/∂θ = ½ tr((ααᵀ − K⁻¹) ∂K/∂θ) with α = K⁻¹y. (Rasmussen & Williams 2006, 5.9)
 */
export const logEvidenceSlope = (
  distances: Float64Array,
  axes: number,
  y: Float64Array,
  theta: Theta,
  gradient: Float64Array,
): number => {
  const n = y.length;
  const { common, own, commonScale, ownScale, noise, parabola, earlier } = weightsOf(theta, axes);
  const products = hasEarlier(theta, axes) ? 2 : 1;
  const stride = axes + products;
  const alone = distances.length - products * n;
  const pairs = (n * (n - 1)) / 2;
  const k = new Float64Array(n * n);
  // Of each pair: the common part and its slope, and for each axis its own part's slope.
  const commonParts = new Float64Array(pairs);
  const commonSlopes = new Float64Array(pairs);
  const ownParts = new Float64Array(pairs);
  const ownSlopes = new Float64Array(pairs * axes);
  const root5 = Math.sqrt(5);
  let pair = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++, pair++) {
      let q = 0;
      let sum = 0;
      for (let a = 0, at = pair * axes; a < axes; a++, at++) {
        const d = distances[pair * stride + a]!;
        q += common[a]! * Math.abs(d);
        if (d < 0) continue;
        const r = root5 * Math.sqrt(own[a]! * d);
        const decay = Math.exp(-r);
        sum += (1 + r + (r * r) / 3) * decay;
        ownSlopes[at] = (-5 / 6) * (1 + r) * decay;
      }
      const r = root5 * Math.sqrt(q);
      const decay = Math.exp(-r);
      commonParts[pair] = commonScale * (1 + r + (r * r) / 3) * decay;
      commonSlopes[pair] = (-5 / 6) * (1 + r) * decay;
      ownParts[pair] = ownScale * sum;
      k[i * n + j] = commonParts[pair]! + ownParts[pair]! + parabola * distances[pair * stride + axes]! ** 2;
      if (products === 2) k[i * n + j]! += earlier * distances[pair * stride + axes + 1]!;
    }
    const bent = parabola * distances[alone + i]! ** 2;
    k[i * n + i] = (commonScale + ownScale * axes + bent) * (1 + jitter) + noise;
    if (products === 2) k[i * n + i]! += earlier * distances[alone + n + i]! * (1 + jitter);
  }
  gradient.fill(0);
  if (!cholesky(k, n)) return -Infinity;
  const inverseFactor = invertLower(k, n);
  const inverse = inverseFrom(inverseFactor, n);
  const half = timesLower(inverseFactor, n, y, new Float64Array(n));
  const alpha = timesUpper(inverseFactor, n, half, new Float64Array(n));

  let value = -0.5 * n * Math.log(2 * Math.PI);
  let trace = 0;
  let byParabola = 0;
  let byEarlier = 0;
  for (let i = 0; i < n; i++) {
    value -= 0.5 * half[i]! * half[i]! + Math.log(k[i * n + i]!);
    const g = alpha[i]! * alpha[i]! - inverse[i * n + i]!;
    trace += g;
    byParabola += 0.5 * g * distances[alone + i]! ** 2 * (1 + jitter);
    if (products === 2) byEarlier += 0.5 * g * distances[alone + n + i]! * (1 + jitter);
  }
  let byCommon = 0.5 * trace * commonScale * (1 + jitter);
  let byOwn = 0.5 * trace * ownScale * axes * (1 + jitter);
  pair = 0;
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++, pair++) {
      const g = alpha[i]! * alpha[j]! - inverse[i * n + j]!;
      byCommon += g * commonParts[pair]!;
      byOwn += g * ownParts[pair]!;
      byParabola += g * distances[pair * stride + axes]! ** 2;
      if (products === 2) byEarlier += g * distances[pair * stride + axes + 1]!;
      const c = g * commonScale * commonSlopes[pair]!;
      const o = g * ownScale;
      for (let a = 0, at = pair * axes; a < axes; a++, at++) {
        const d = distances[pair * stride + a]!;
        if (d < 0) gradient[a]! -= c * d;
        else {
          gradient[a]! += c * d;
          gradient[axes + a]! += o * ownSlopes[at]! * d;
        }
      }
    }
  }
  for (let a = 0; a < axes; a++) {
    gradient[a]! *= common[a]!;
    gradient[axes + a]! *= own[a]!;
  }
  gradient[2 * axes] = byCommon;
  gradient[2 * axes + 1] = byOwn;
  gradient[2 * axes + 2] = 0.5 * trace * noise;
  gradient[2 * axes + 3] = byParabola * parabola;
  if (products === 2) gradient[2 * axes + 4] = byEarlier * earlier;
  return value;
};

/** Where θ is expected: a mean, a spread, and bounds, all of logarithms. */
export interface Prior {
  readonly mean: Float64Array;
  readonly spread: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Lengths on the common part grow with √D, since distances do (Hvarfner, Hellsten & Nardi 2024); the noise is expected
 * small, but a noisy objective overrules that soon; one that is known to be noisy need not.
 */
export const priorOf = (
  axes: number,
  { parabola, earlier, noisy }: { readonly parabola: boolean; readonly earlier: boolean; readonly noisy: boolean },
): Prior => {
  type Rest = readonly [s: number, a: number, noise: number, b: number, c: number];
  const fill = (common: number, own: number, ...rest: Rest) =>
    Float64Array.from({ length: thetaLength(axes, earlier) }, (_, i) =>
      i < axes ? common : i < 2 * axes ? own : rest[i - 2 * axes]!,
    );
  /** The logarithm of what is 0 as a number. */
  const none = -800;
  const weight = (length: number) => -2 * Math.log(length);
  return {
    mean: fill(
      weight(0.5 * Math.sqrt(axes)),
      weight(0.5),
      0,
      Math.log(0.3),
      Math.log(noisy ? 0.03 : 1e-5),
      parabola ? 0 : none,
      0,
    ),
    spread: fill(2, 2, 1.5, 2, 2.5, 2, 2),
    low: fill(
      weight(30),
      weight(30),
      Math.log(1e-3),
      Math.log(1e-4),
      Math.log(1e-8),
      parabola ? Math.log(1e-4) : none,
      Math.log(1e-4),
    ),
    high: fill(
      weight(0.03),
      weight(0.02),
      Math.log(100),
      Math.log(100),
      Math.log(1),
      parabola ? Math.log(1e4) : none,
      Math.log(1e4),
    ),
  };
};

/** ln p(θ), up to a constant; its gradient is added. */
const logPrior = ({ mean, spread }: Prior, theta: Theta, gradient: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < theta.length; i++) {
    const z = (theta[i]! - mean[i]!) / spread[i]!;
    sum -= 0.5 * z * z;
    gradient[i]! -= z / spread[i]!;
  }
  return sum;
};

/** The most probable θ near `start`, and ln p(y | θ) p(θ) there. */
export const fit = (
  distances: Float64Array,
  axes: number,
  y: Float64Array,
  start: Theta,
  steps: number,
  prior: Prior,
): { readonly theta: Theta; readonly value: number } => {
  const slope = (theta: Float64Array, gradient: Float64Array): number => {
    const value = logEvidenceSlope(distances, axes, y, theta, gradient);
    if (value === -Infinity) return Infinity;
    const total = value + logPrior(prior, theta, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] = -gradient[i]!;
    return -total;
  };
  const { x, value } = minimizeInBox(slope, start, prior.low, prior.high, { steps, tolerance: 1e-4 });
  return { theta: x, value: -value };
};
