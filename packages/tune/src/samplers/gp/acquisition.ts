import { improvementRatios, logCumulative, logDensity, logImprovement, millsRatio } from "@kaviar/base/numerics";
import type { Belief, Posterior } from "./posterior.ts";

/** How promising a row is, as a logarithm; with a gradient given, how that changes along each axis is written there. */
export type Acquisition = (row: Float64Array, gradient?: Float64Array) => number;

const evaluator = (model: Posterior, axes: number) => {
  const belief: Belief = { mean: 0, variance: 0 };
  const meanSlope = new Float64Array(axes);
  const varianceSlope = new Float64Array(axes);
  return {
    belief,
    meanSlope,
    varianceSlope,
    at: (row: Float64Array, sloped: boolean) =>
      sloped ? model.at(row, belief, meanSlope, varianceSlope) : model.at(row, belief),
  };
};

/** ln E[max(best − f, 0)] = ln σ + ln h((best − μ)/σ). (Ament et al. 2023) */
export const logExpectedImprovement = (model: Posterior, best: number, axes: number): Acquisition => {
  const { belief, meanSlope, varianceSlope, at } = evaluator(model, axes);
  return (row, gradient) => {
    at(row, gradient !== undefined);
    const deviation = Math.sqrt(belief.variance);
    const z = (best - belief.mean) / deviation;
    if (gradient !== undefined) {
      const [byMean, byDeviation] = improvementRatios(z);
      for (let i = 0; i < axes; i++)
        gradient[i] = (-byMean * meanSlope[i]! + (byDeviation * varianceSlope[i]!) / (2 * deviation)) / deviation;
    }
    return Math.log(deviation) + logImprovement(z);
  };
};

/** ln P(g ≤ limit): how likely a quantity keeps its limit. */
export const logFeasibility = (model: Posterior, limit: number, axes: number): Acquisition => {
  const { belief, meanSlope, varianceSlope, at } = evaluator(model, axes);
  return (row, gradient) => {
    at(row, gradient !== undefined);
    const deviation = Math.sqrt(belief.variance);
    const z = (limit - belief.mean) / deviation;
    if (gradient !== undefined) {
      const byZ = z > 30 ? Math.exp(logDensity(z)) : 1 / millsRatio(z);
      for (let i = 0; i < axes; i++)
        gradient[i] = (-byZ * (meanSlope[i]! + (z * varianceSlope[i]!) / (2 * deviation))) / deviation;
    }
    return logCumulative(z);
  };
};

/** The product of several, as a sum of logarithms. */
export const allOf = (parts: readonly Acquisition[]): Acquisition => {
  if (parts.length === 1) return parts[0]!;
  return (row, gradient) => {
    const own = gradient && new Float64Array(gradient.length);
    gradient?.fill(0);
    let sum = 0;
    for (const part of parts) {
      sum += part(row, own);
      if (gradient && own) for (let i = 0; i < own.length; i++) gradient[i]! += own[i]!;
    }
    return sum;
  };
};
