import type { Loss } from "../../../losses/contract/loss.ts";
import { createMistake } from "../mistake.ts";

export const labelsUnderHinge = createMistake({
  about: {
    name: "0 and 1 under a hinge",
    formula: "max(0, 1 − yŷ) with y = 0 is 1, whatever ŷ is",
    use: "a hinge takes −1 and 1; 0 is taken for −1 here, and would teach nothing elsewhere",
    pitfall: "predictions are margins, from −∞ to ∞: their sign is the class, they are no probabilities",
    reference: "Vapnik 1995",
  },
  thresholds: {},
  remedies: ["signs"],
  look: ({ loss, targets }) => {
    if ((loss as Partial<Loss>).target !== "signs" || !targets) return undefined;
    const y = Array.from(targets.data as ArrayLike<number>);
    return y.includes(0) && !y.includes(-1) ? { evidence: "Targets are 0 and 1: 0 is taken for −1." } : undefined;
  },
});
