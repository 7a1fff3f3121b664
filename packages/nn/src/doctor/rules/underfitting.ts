import { graceOf, outcomeOf, recentLoss, referenceLoss } from "../chart/outcome.ts";
import { trendOf } from "../chart/trend.ts";
import { createRule } from "../contract/rule.ts";
import { short } from "./contract/wording.ts";

export const underfitting = createRule({
  about: {
    name: "Underfitting",
    formula: "ℓ_training ≈ ℓ_validation, both far above what can be reached",
    use: "the model is too small or too restrained for what there is to learn: training has stopped to help, on its own rows too",
    pitfall: "where targets are noise, nobody can do better: what the nearest neighbours say of the same rows tells",
    reference: "Goodfellow et al. 2016, 5.2",
  },
  thresholds: { share: 0.5, fall: 0.05 },
  remedies: ["larger-model", "weaker-penalty", "less-dropout", "raise-rate", "more-epochs"],
  look: (chart, { share, fall }) => {
    const { losses, reach, checkups } = chart;
    const reference = referenceLoss(chart);
    const recent = recentLoss(chart);
    const last = checkups.at(-1);
    if (!last || losses.length < graceOf(chart)) return undefined;
    const heavy = checkups.find(({ penalty, settledLoss }) => penalty > settledLoss);
    if (heavy && last.settledLoss > 0.8 * reference)
      return {
        since: heavy.step,
        evidence: `The penalty was ${short(heavy.penalty)}, more than the loss itself (${short(heavy.settledLoss)}): the model is kept from learning.`,
        isCertain: true,
      };
    if (reach === undefined || outcomeOf(chart) === "diverging") return undefined;
    const trend = trendOf(losses, losses.length >> 1);
    const falls = (-trend.slope * losses.length) / 2;
    const within = reference - reach;
    // Less than half of the way that neighbours go, and at this pace not there before long.
    const lacking = recent - (reference - share * within);
    if (within < 0.1 * Math.abs(reference) || lacking < 0 || falls > Math.max(fall * within, 0.25 * lacking))
      return undefined;
    return {
      evidence: `The loss of training stands at ${short(recent)}; who says the same of every row has ${short(reference)}, and the nearest neighbours of a row have ${short(reach)}.`,
      isCertain: losses.length >= 2 * graceOf(chart),
      isPatient: true,
    };
  },
});
