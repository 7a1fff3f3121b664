import { createRule } from "../contract/rule.ts";
import { short } from "./contract/wording.ts";

export const overtraining = createRule({
  about: {
    name: "Trained for too long",
    formula: "argmin_e ℓ_validation(e) ≪ e",
    use: "the loss on rows of validation was least long ago, and the run goes on",
    pitfall: "a late second descent is possible; what is lost by stopping is seldom much",
    reference: "Prechelt 1998",
  },
  thresholds: { share: 0.4, epochs: 8, rise: 0.02 },
  remedies: ["stop-early", "decay-rate"],
  look: ({ epochs }, { share, epochs: least, rise }) => {
    const validation = epochs.flatMap(({ validation }) => (validation ? [validation.loss] : []));
    if (validation.length < epochs.length || validation.length === 0) return undefined;
    const best = validation.indexOf(Math.min(...validation));
    const since = validation.length - 1 - best;
    const risen = (validation.at(-1)! - validation[best]!) / Math.abs(validation[best]!);
    if (since < Math.max(least, share * validation.length) || !(risen > rise)) return undefined;
    return {
      evidence: `The loss of validation was least after epoch ${epochs[best]!.number} (${short(validation[best]!)}); ${since} epochs later it is ${short(validation.at(-1)!)}.`,
      isRemark: true,
    };
  },
});
