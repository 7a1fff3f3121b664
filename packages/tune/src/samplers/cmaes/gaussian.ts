import { type Eigen, symmetricEigen } from "@kaviar/base/numerics";
import { normal, type Random } from "@kaviar/base/random";
import type { Strategy } from "./strategy.ts";

/** N(m, σ² C), and how it learns. */
export interface Gaussian {
  readonly mean: Float64Array;
  sigma: number;
  readonly covariance: Float64Array;
  /** √ of C's largest and smallest eigenvalue. */
  readonly axes: readonly [most: number, least: number];
  draw(random: Random, widening?: number): Float64Array;
  /** The point, pulled towards the mean until it is no further than a drawn one may be. */
  clip(point: Float64Array): Float64Array;
  /** The λ points of a generation, the best first. */
  update(points: readonly Float64Array[]): void;
}

const tiny = 1e-8;

/**
 * The distribution of CMA-ES with its active update. (Hansen 2016, equations 5–13 of the tutorial's figure 6)
 *
 * It is the same as that of the `cmaes` package, but that eigenvectors serve for `gap` generations.
 */
export const createGaussian = (
  strategy: Strategy,
  start: { mean: Float64Array; sigma: number; covariance?: Float64Array },
): Gaussian => {
  const { n, lambda, mu, weights, weightSum, muEff, c1, cMu, cC, cSigma, dSigma, chi, gap } = strategy;
  const mean = Float64Array.from(start.mean);
  const C = start.covariance ? Float64Array.from(start.covariance) : identity(n);
  const pathSigma = new Float64Array(n);
  const pathC = new Float64Array(n);
  let eigen: Eigen | undefined;
  let roots = new Float64Array(n);
  let generation = 0;

  const decompose = (): Eigen => {
    if (eigen !== undefined) return eigen;
    eigen = symmetricEigen(C, n);
    roots = eigen.values.map((value) => Math.sqrt(value < 0 ? tiny : value)) as Float64Array<ArrayBuffer>;
    return eigen;
  };

  /** C^(−1/2) y, but for the last rotation: of the same length. */
  const whitened = (y: Float64Array, into: Float64Array): Float64Array => {
    const { vectors } = decompose();
    into.fill(0);
    for (let i = 0, at = 0; i < n; i++) for (let k = 0; k < n; k++) into[k] = into[k]! + vectors[at++]! * y[i]!;
    for (let k = 0; k < n; k++) into[k] = into[k]! / roots[k]!;
    return into;
  };

  const self: Gaussian = {
    mean,
    sigma: start.sigma,
    covariance: C,
    get axes() {
      decompose();
      return [Math.max(...roots), Math.min(...roots)] as const;
    },

    draw: (random, widening = 1) => {
      const { vectors } = decompose();
      const scaled = roots.map((root) => root * self.sigma * widening * normal(random));
      return mean.map((m, i) => m + dot(vectors, i * n, scaled));
    },

    // ‖C^(−1/2)(x − m)/σ‖ ≤ √n + 2n/(n + 2). (Hansen 2011, Injecting external solutions into CMA-ES)
    clip: (point) => {
      const y = point.map((x, i) => (x - mean[i]!) / self.sigma);
      const length = norm(whitened(y, new Float64Array(n)));
      const most = Math.sqrt(n) + (2 * n) / (n + 2);
      return length <= most ? point : mean.map((m, i) => m + (self.sigma * y[i]! * most) / length);
    },

    update: (points) => {
      generation++;
      const steps = points.map((x) => x.map((each, i) => (each - mean[i]!) / self.sigma));
      const step = new Float64Array(n);
      for (let k = 0; k < mu; k++) for (let i = 0; i < n; i++) step[i] = step[i]! + weights[k]! * steps[k]![i]!;
      for (let i = 0; i < n; i++) mean[i] = mean[i]! + self.sigma * step[i]!;

      const { vectors } = decompose();
      const white = whitened(step, new Float64Array(n));
      const gain = Math.sqrt(cSigma * (2 - cSigma) * muEff);
      for (let i = 0; i < n; i++) pathSigma[i] = (1 - cSigma) * pathSigma[i]! + gain * dot(vectors, i * n, white);
      const length = norm(pathSigma);
      self.sigma *= Math.exp((cSigma / dSigma) * (length / chi - 1));

      const isShort = length / Math.sqrt(1 - (1 - cSigma) ** (2 * (generation + 1))) < (1.4 + 2 / (n + 1)) * chi;
      const gainC = isShort ? Math.sqrt(cC * (2 - cC) * muEff) : 0;
      for (let i = 0; i < n; i++) pathC[i] = (1 - cC) * pathC[i]! + gainC * step[i]!;

      const scratch = new Float64Array(n);
      const shares = weights.map((w, k) => (w >= 0 ? w : (w * n) / (norm(whitened(steps[k]!, scratch)) ** 2 + tiny)));
      const keep = 1 + (isShort ? 0 : c1 * cC * (2 - cC)) - c1 - cMu * weightSum;
      for (let i = 0; i < n; i++)
        for (let j = 0; j <= i; j++) {
          let rankMu = 0;
          for (let k = 0; k < lambda; k++) rankMu += shares[k]! * steps[k]![i]! * steps[k]![j]!;
          const next = keep * C[i * n + j]! + c1 * pathC[i]! * pathC[j]! + cMu * rankMu;
          C[i * n + j] = next;
          C[j * n + i] = next;
        }
      if (generation % gap === 0) eigen = undefined;
    },
  };
  return self;
};

const identity = (n: number): Float64Array => {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
  return matrix;
};

const dot = (matrix: Float64Array, from: number, vector: Float64Array): number => {
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += matrix[from + k]! * vector[k]!;
  return sum;
};

const norm = (vector: Float64Array): number => Math.sqrt(dot(vector, 0, vector));
