import { fitnessOf } from "../../trial/fitness.ts";
import type { History } from "../../trial/history.ts";
import { unknown } from "./categories.ts";
import type { LatentSpace } from "./latent-space.ts";

/** Where a run begins. */
export interface WarmStart {
  readonly mean: Float64Array;
  readonly sigma: number;
  readonly covariance?: Float64Array;
  readonly q?: readonly Float64Array[];
}

/** The best tenth counts as promising. */
const share = 0.1;
/** The width of the kernel around each promising point, as a share of the range. */
const width = 0.1;

/**
 * From the best tenth of each other study's trials: their mean, and their covariance widened by 0.1² · I. (Nomura et al. 2021, Warm
 * Starting CMA-ES) Undefined when no such trial fits the space.
 */
export const warmStart = (space: LatentSpace, prior: readonly History[]): WarmStart | undefined => {
  const top = prior.flatMap(({ finished, directions }) => {
    const ranked = finished
      .map((trial) => ({ fitness: fitnessOf(trial, directions), ...space.placeOf(trial.params, undefined) }))
      .filter(({ fitness, x, choices }) => fitness.tier === 0 && !x.some(Number.isNaN) && !choices.includes(unknown))
      .sort((a, b) => a.fitness.losses[0]! - b.fitness.losses[0]! || 0);
    return ranked.slice(0, Math.ceil(ranked.length * share));
  });
  if (top.length === 0) return undefined;
  const n = space.numbers.length;
  const mean = new Float64Array(n);
  for (const { x } of top) for (let i = 0; i < n; i++) mean[i] = mean[i]! + x[i]! / top.length;
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = i === j ? width ** 2 : 0;
      for (const { x } of top) sum += ((x[i]! - mean[i]!) * (x[j]! - mean[j]!)) / top.length;
      covariance[i * n + j] = sum;
    }
  // A distribution that is as wide as σ² C: how it is split into σ and C only matters to what ends a run.
  let trace = 0;
  for (let i = 0; i < n; i++) trace += covariance[i * n + i]!;
  const sigma = Math.sqrt(trace / Math.max(n, 1));
  const q = space.sizes.map((k, i) =>
    Float64Array.from(
      { length: k },
      (_, j) => (1 + top.filter(({ choices }) => choices[i] === j).length) / (k + top.length),
    ),
  );
  return { mean, sigma, covariance: covariance.map((each) => each / sigma ** 2), q };
};
