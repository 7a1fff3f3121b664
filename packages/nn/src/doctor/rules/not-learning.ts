import { outcomeOf, recentLoss, referenceLoss } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { short } from "./contract/wording.ts";

export const notLearning = createRule({
  about: {
    name: "Nothing is learned",
    formula: "ℓ ≈ min_c E ℓ(c, y)",
    use: "the model is no better than saying the same of every row, and nothing else that was looked for explains it",
    pitfall:
      "targets in another order than the inputs, targets that have nothing to do with them, a layer that throws all away: overfitOneBatch says whether the model can learn at all",
    reference: "Karpathy 2019, A recipe for training neural networks",
  },
  thresholds: {},
  remedies: ["raise-rate", "lower-rate", "normalize-inputs", "larger-model"],
  look: (chart) =>
    outcomeOf(chart) === "no-better-than-constant"
      ? {
          evidence: `After ${chart.losses.length} steps the loss is ${short(recentLoss(chart))}; who says the same of every row has ${short(referenceLoss(chart))}.`,
          isPatient: true,
        }
      : undefined,
});
