import { graceOf, outcomeOf, recentLoss, referenceLoss } from "../chart/outcome.ts";
import { trendOf } from "../chart/trend.ts";
import { createRule } from "../contract/rule.ts";
import { short } from "./contract/wording.ts";

export const plateau = createRule({
  about: {
    name: "Plateau",
    formula: "|dℓ/dt| next to 0 over many steps",
    use: "the loss stands still",
    pitfall:
      "at the noise floor it has every reason to; far above it the rate is too low, the gradient is gone, or the run is at a saddle point",
    reference: "Dauphin et al. 2014",
  },
  thresholds: { t: 2, part: 0.5 },
  remedies: ["raise-rate", "momentum", "decay-rate", "batch-norm"],
  look: (chart, { t, part }) => {
    const { losses } = chart;
    if (losses.length < 1.2 * graceOf(chart)) return undefined;
    const from = Math.floor(losses.length * (1 - part));
    const trend = trendOf(losses, from);
    const outcome = outcomeOf(chart);
    if (Math.abs(trend.t) > t || outcome === "diverging" || recentLoss(chart) < 0.3 * referenceLoss(chart))
      return undefined;
    return {
      evidence: `In the last ${losses.length - from} steps the loss has stayed at ${short(trend.mean)}.`,
      isPatient: true,
    };
  },
});
