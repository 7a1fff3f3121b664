import { symmetricEigen } from "@kaviar/base/numerics";
import type { LinearPosterior } from "../contract/linear-posterior.ts";
import type { Problem } from "./problem.ts";

/** How much a covariance is pulled towards a round one: by itself, or as Ledoit and Wolf found best. */
export type Shrinkage = number | "auto";

/** (1 − s) Σ + s tr(Σ)/d · I */
const pulled = (covariance: Float64Array, d: number, shrinkage: number): Float64Array => {
  let trace = 0;
  for (let j = 0; j < d; j++) trace += covariance[j * d + j]!;
  return covariance.map(
    (each, i) => (1 - shrinkage) * each + (Math.floor(i / d) === i % d ? (shrinkage * trace) / d : 0),
  );
};

/**
 * How much to pull, where the expected error is least: the variance of the entries over their distance from a round
 * matrix. (Ledoit & Wolf 2004, A well-conditioned estimator for large-dimensional covariance matrices)
 */
const ledoitWolf = (
  { x, target, weights, totals, means }: Problem,
  c: number,
  covariance: Float64Array,
  scales: Float64Array,
): number => {
  const d = x.columns;
  if (d === 1) return 0;
  let trace = 0;
  let squares = 0;
  for (let i = 0; i < d; i++) {
    trace += covariance[i * d + i]!;
    for (let j = 0; j < d; j++) squares += covariance[i * d + j]! ** 2;
  }
  let fourths = 0;
  for (let row = 0; row < x.rows; row++) {
    if (target.codes[row] !== c) continue;
    let length = 0;
    for (let j = 0; j < d; j++) length += ((x.values[row * d + j]! - means[c * d + j]!) / scales[j]!) ** 2;
    fourths += (weights ? weights[row]! : 1) * length ** 2;
  }
  const distance = (squares - trace ** 2 / d) / d;
  const variance = (fourths / totals[c]! - squares) / (d * totals[c]!);
  const least = Math.min(variance, distance);
  return least === 0 ? 0 : least / distance;
};

const classCovariance = (problem: Problem, c: number, shrinkage: Shrinkage): Float64Array => {
  const { x, totals, means, scatters } = problem;
  const d = x.columns;
  const covariance = scatters[c]!.map((each) => each / totals[c]!);
  if (shrinkage !== "auto") return pulled(covariance, d, shrinkage);
  const scales = Float64Array.from({ length: d }, (_, j) => {
    const deviation = Math.sqrt(covariance[j * d + j]!);
    return deviation > 10 * 2 ** -52 * Math.abs(means[c * d + j]!) ? deviation : 1;
  });
  const scaleOf = (i: number): number => scales[Math.floor(i / d)]! * scales[i % d]!;
  const standard = covariance.map((each, i) => each / scaleOf(i));
  return pulled(standard, d, ledoitWolf(problem, c, standard, scales)).map((each, i) => each * scaleOf(i));
};

/**
 * Coefficients Σ⁻¹ μ from the mean covariance of the classes, the shortest ones where Σ has no inverse. (scikit-learn's
 * solver "lsqr")
 */
export const shrunk = (problem: Problem, shrinkage: Shrinkage): LinearPosterior => {
  const { x, priors, totals, means } = problem;
  const d = x.columns;
  const within = new Float64Array(d * d);
  for (let c = 0; c < totals.length; c++) {
    if (!(totals[c]! > 0)) continue;
    const covariance = classCovariance(problem, c, shrinkage);
    for (let i = 0; i < within.length; i++) within[i]! += priors[c]! * covariance[i]!;
  }
  const { values, vectors } = symmetricEigen(within, d);
  const least = d * Number.EPSILON * Math.max(...values);
  const coefficients = new Float64Array(means.length);
  const intercepts = priors.map(Math.log);
  for (let c = 0; c < totals.length; c++) {
    for (let k = 0; k < d; k++) {
      if (!(values[k]! > least)) continue;
      let along = 0;
      for (let j = 0; j < d; j++) along += vectors[j * d + k]! * means[c * d + j]!;
      for (let j = 0; j < d; j++) coefficients[c * d + j]! += (along / values[k]!) * vectors[j * d + k]!;
    }
    for (let j = 0; j < d; j++) intercepts[c]! -= 0.5 * means[c * d + j]! * coefficients[c * d + j]!;
  }
  return { coefficients, intercepts };
};
