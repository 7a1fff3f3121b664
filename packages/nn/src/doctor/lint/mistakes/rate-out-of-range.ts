import { percent } from "../../rules/contract/wording.ts";
import { createMistake } from "../mistake.ts";

export const rateOutOfRange = createMistake({
  about: {
    name: "A rate out of any range",
    formula: "10⁻⁶ < ‖ηu‖/‖θ‖ < ½ at its highest",
    use: "at the highest rate of its schedule a step would change the weights by half of their size, or by next to nothing",
    pitfall: "what is too much depends on the optimizer: the first step is looked at, not the number",
    reference: "Smith 2017",
  },
  thresholds: { most: 0.5, least: 1e-6 },
  remedies: ["lower-rate", "raise-rate"],
  look: ({ longestStep }, { most, least }) => {
    if (longestStep === undefined || (longestStep <= most && longestStep >= least)) return undefined;
    return {
      evidence: `At the highest rate of the run a step would change the weights by ${percent(longestStep)} of their size.`,
      isCertain: longestStep > 2 * most || longestStep < least / 10,
    };
  },
});
