import { isGapWidening } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { short } from "./contract/wording.ts";

export const overfitting = createRule({
  about: {
    name: "Overfitting",
    formula: "ℓ_validation − ℓ_training grows",
    use: "the loss falls on the rows the model is trained on and rises on others: it learns them by heart",
    pitfall: "a gap alone is no harm, as long as the loss on other rows still falls",
    reference: "Goodfellow et al. 2016, 5.2",
  },
  thresholds: {},
  remedies: ["stop-early", "dropout", "penalty", "augment", "smaller-model", "more-data"],
  look: (chart) => {
    if (!isGapWidening(chart)) return undefined;
    const validation = chart.epochs.map(({ validation }) => validation!.loss);
    const least = Math.min(...validation);
    const best = chart.epochs[validation.indexOf(least)]!;
    return {
      evidence: `Since epoch ${best.number} the loss of training fell from ${short(best.loss)} to ${short(chart.epochs.at(-1)!.loss)}, and that of validation rose from ${short(least)} to ${short(validation.at(-1)!)}.`,
      isCertain: true,
    };
  },
});
