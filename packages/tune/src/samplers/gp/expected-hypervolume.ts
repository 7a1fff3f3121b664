import { improvementRatios, logImprovement } from "@kaviar/base/numerics";
import type { Acquisition } from "./acquisition.ts";
import type { Belief, Posterior } from "./posterior.ts";

/** ln E[max(c − f, 0)] and how it changes with f's mean and deviation; −Infinity for c = −∞. */
interface Gain {
  log: number;
  byMean: number;
  byDeviation: number;
}

const gain = (limit: number, mean: number, deviation: number): Gain => {
  if (limit === -Infinity) return { log: -Infinity, byMean: 0, byDeviation: 0 };
  const z = (limit - mean) / deviation;
  const [cumulative, density] = improvementRatios(z);
  return {
    log: Math.log(deviation) + logImprovement(z),
    byMean: -cumulative / deviation,
    byDeviation: density / deviation,
  };
};

/**
 * ln of the expected growth of the hypervolume between two objectives' front and a reference point. The front cuts the
 * plane into strips along the first objective, (uᵢ, uᵢ₊₁] with height up to vᵢ, and the growth is
 *
 *   Σᵢ (E[(uᵢ₊₁ − f₁)⁺] − E[(uᵢ − f₁)⁺]) · E[(vᵢ − f₂)⁺]
 *
 * since the two models are independent. (Emmerich et al. 2011, as strips; logarithms after Ament et al. 2023)
 */
export const logExpectedHypervolume = (
  models: readonly [Posterior, Posterior],
  front: readonly (readonly [number, number])[],
  reference: readonly [number, number],
  axes: number,
): Acquisition => {
  const sorted = [...front].sort(([a], [b]) => a - b);
  const u = [-Infinity, ...sorted.map(([a]) => a), reference[0]];
  const v = [reference[1], ...sorted.map(([, b]) => b)];
  const beliefs: readonly Belief[] = [
    { mean: 0, variance: 0 },
    { mean: 0, variance: 0 },
  ];
  const meanSlopes = models.map(() => new Float64Array(axes));
  const varianceSlopes = models.map(() => new Float64Array(axes));
  const logs = new Float64Array(v.length);

  return (row, gradient) => {
    models.forEach((model, k) => {
      if (gradient) model.at(row, beliefs[k]!, meanSlopes[k], varianceSlopes[k]);
      else model.at(row, beliefs[k]!);
    });
    const deviations = beliefs.map(({ variance }) => Math.sqrt(variance));
    const widths = u.map((limit) => gain(limit, beliefs[0]!.mean, deviations[0]!));
    const heights = v.map((limit) => gain(limit, beliefs[1]!.mean, deviations[1]!));
    let highest = -Infinity;
    for (let i = 0; i < v.length; i++) {
      // ln(e^a − e^b) = a + ln(1 − e^(b − a)), where strips of no width have none.
      const a = widths[i + 1]!.log;
      logs[i] = a + Math.log(Math.max(-Math.expm1(widths[i]!.log - a), 1e-300)) + heights[i]!.log;
      highest = Math.max(highest, logs[i]!);
    }
    let sum = 0;
    for (let i = 0; i < v.length; i++) sum += Math.exp(logs[i]! - highest);
    const total = highest + Math.log(sum);
    if (gradient === undefined) return total;
    gradient.fill(0);
    for (let i = 0; i < v.length; i++) {
      const share = Math.exp(logs[i]! - total);
      if (share < 1e-12) continue;
      const upper = widths[i + 1]!;
      const lower = widths[i]!;
      // d ln(A − B) = (A dlnA − B dlnB)/(A − B)
      const inner = 1 / Math.max(-Math.expm1(lower.log - upper.log), 1e-12);
      const outer = lower.log === -Infinity ? 0 : inner - 1;
      const byMean = [inner * upper.byMean - outer * lower.byMean, heights[i]!.byMean];
      const byDeviation = [inner * upper.byDeviation - outer * lower.byDeviation, heights[i]!.byDeviation];
      for (let k = 0; k < 2; k++) {
        const perVariance = byDeviation[k]! / (2 * deviations[k]!);
        for (let j = 0; j < axes; j++)
          gradient[j]! += share * (byMean[k]! * meanSlopes[k]![j]! + perVariance * varianceSlopes[k]![j]!);
      }
    }
    return total;
  };
};
