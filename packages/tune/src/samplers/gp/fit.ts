import {
  cholesky,
  inverseFrom,
  invertLower,
  type Matrix,
  minimizeInBox,
  solveLower,
  timesLower,
  timesUpper,
} from "@kaviar/base/numerics";
import { amplitude, covariance, hasEarlier, type Theta, weightsOf } from "./kernel.ts";
import type { Prior } from "./prior.ts";
import { addSlopeGradient, addSlopeRows, splitTheta, type Told } from "./slope-covariance.ts";

/** Added to the diagonal, in units of k(x, x): keeps nearly equal rows apart. */
const jitter = 1e-9;

/** K with the noise on its diagonal, of values and then of slopes. */
const covariances = (
  distances: Float64Array,
  n: number,
  axes: number,
  theta: Theta,
  told: Told | undefined,
): Matrix => {
  const [plain, share] = splitTheta(theta, told);
  const weights = weightsOf(plain, axes);
  const size = n + (told?.slopes.of.length ?? 0);
  const k = new Float64Array(size * size);
  const diagonal = amplitude(weights) * (1 + jitter) + weights.noise;
  const products = hasEarlier(plain, axes) ? 2 : 1;
  const alone = distances.length - products * n;
  let offset = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++, offset += axes + products) k[i * size + j] = covariance(distances, offset, weights);
    k[i * size + i] = diagonal + weights.parabola * distances[alone + i]! ** 2 * (1 + jitter);
    if (products === 2) k[i * size + i]! += weights.earlier * distances[alone + n + i]! * (1 + jitter);
  }
  if (told) addSlopeRows(k, told, weights, share, jitter);
  return k;
};

/** K = L Lᵀ; undefined where it is not positive definite. */
export const factor = (
  distances: Float64Array,
  n: number,
  axes: number,
  theta: Theta,
  told?: Told,
): Matrix | undefined => {
  const k = covariances(distances, n, axes, theta, told);
  return cholesky(k, n + (told?.slopes.of.length ?? 0)) ? k : undefined;
};

/** ln p(y | θ) = −½ yᵀK⁻¹y − ½ ln|K| − n/2 ln 2π, y with slopes behind the values; −Infinity where K is not positive definite. */
export const logEvidence = (
  distances: Float64Array,
  axes: number,
  y: Float64Array,
  theta: Theta,
  told?: Told,
): number => {
  const n = y.length;
  const l = factor(distances, n - (told?.slopes.of.length ?? 0), axes, theta, told);
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

/** ln p(values | slopes, θ): how well slopes foretell the values that were told with them. −Infinity as above. */
export const logForetold = (
  distances: Float64Array,
  axes: number,
  y: Float64Array,
  theta: Theta,
  told: Told,
): number => {
  const size = y.length;
  const n = size - told.slopes.of.length;
  const k = covariances(distances, n, axes, theta, told);
  // With the slopes first, what the values add to the evidence is what they add to theirs.
  const order = Array.from(y, (_, i) => (i + n) % size);
  const turned = new Float64Array(size * size);
  order.forEach((from, i) => {
    for (let j = 0; j <= i; j++)
      turned[i * size + j] = k[Math.max(from, order[j]!) * size + Math.min(from, order[j]!)]!;
  });
  if (!cholesky(turned, size)) return -Infinity;
  const b = solveLower(
    turned,
    size,
    Float64Array.from(order, (i) => y[i]!),
  );
  let sum = -0.5 * n * Math.log(2 * Math.PI);
  for (let i = size - n; i < size; i++) sum -= 0.5 * b[i]! * b[i]! + Math.log(turned[i * size + i]!);
  return sum;
};

/**
 * The same as the evidence, and its gradient in θ: ∂/∂θ = ½ tr((ααᵀ − K⁻¹) ∂K/∂θ) with α = K⁻¹y. (Rasmussen & Williams 2006, 5.9)
 */
export const logEvidenceSlope = (
  distances: Float64Array,
  axes: number,
  y: Float64Array,
  theta: Theta,
  gradient: Float64Array,
  told?: Told,
): number => {
  const size = y.length;
  const n = size - (told?.slopes.of.length ?? 0);
  const [plain, share] = splitTheta(theta, told);
  const weights = weightsOf(plain, axes);
  const { common, own, commonScale, ownScale, noise, parabola, earlier } = weights;
  const products = hasEarlier(plain, axes) ? 2 : 1;
  const stride = axes + products;
  const alone = distances.length - products * n;
  const pairs = (n * (n - 1)) / 2;
  const k = new Float64Array(size * size);
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
      k[i * size + j] = commonParts[pair]! + ownParts[pair]! + parabola * distances[pair * stride + axes]! ** 2;
      if (products === 2) k[i * size + j]! += earlier * distances[pair * stride + axes + 1]!;
    }
    const bent = parabola * distances[alone + i]! ** 2;
    k[i * size + i] = (commonScale + ownScale * axes + bent) * (1 + jitter) + noise;
    if (products === 2) k[i * size + i]! += earlier * distances[alone + n + i]! * (1 + jitter);
  }
  if (told) addSlopeRows(k, told, weights, share, jitter);
  gradient.fill(0);
  if (!cholesky(k, size)) return -Infinity;
  const inverseFactor = invertLower(k, size);
  const inverse = inverseFrom(inverseFactor, size);
  const half = timesLower(inverseFactor, size, y, new Float64Array(size));
  const alpha = timesUpper(inverseFactor, size, half, new Float64Array(size));

  let value = -0.5 * size * Math.log(2 * Math.PI);
  let trace = 0;
  let byParabola = 0;
  let byEarlier = 0;
  for (let i = 0; i < n; i++) {
    value -= 0.5 * half[i]! * half[i]! + Math.log(k[i * size + i]!);
    const g = alpha[i]! * alpha[i]! - inverse[i * size + i]!;
    trace += g;
    byParabola += 0.5 * g * distances[alone + i]! ** 2 * (1 + jitter);
    if (products === 2) byEarlier += 0.5 * g * distances[alone + n + i]! * (1 + jitter);
  }
  let byCommon = 0.5 * trace * commonScale * (1 + jitter);
  let byOwn = 0.5 * trace * ownScale * axes * (1 + jitter);
  pair = 0;
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++, pair++) {
      const g = alpha[i]! * alpha[j]! - inverse[i * size + j]!;
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
  if (told === undefined) return value;
  for (let i = n; i < size; i++) value -= 0.5 * half[i]! * half[i]! + Math.log(k[i * size + i]!);
  addSlopeGradient(gradient, told, weights, share, jitter, (i, j) => alpha[i]! * alpha[j]! - inverse[i * size + j]!);
  return value;
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
  told?: Told,
): { readonly theta: Theta; readonly value: number } => {
  const slope = (theta: Float64Array, gradient: Float64Array): number => {
    const value = logEvidenceSlope(distances, axes, y, theta, gradient, told);
    if (value === -Infinity) return Infinity;
    const total = value + logPrior(prior, theta, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] = -gradient[i]!;
    return -total;
  };
  const { x, value } = minimizeInBox(slope, start, prior.low, prior.high, { steps, tolerance: 1e-4 });
  return { theta: x, value: -value };
};
