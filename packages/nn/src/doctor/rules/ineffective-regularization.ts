import { isGapWidening } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { hasRole } from "../kinds/layers.ts";

export const ineffectiveRegularization = createRule({
  about: {
    name: "Regularization without effect",
    formula: "λΩ(θ) ≪ ℓ",
    use: "a penalty or dropout is on, and the model learns its rows by heart nevertheless",
    pitfall: "under Adam an L2 penalty does little where gradients are large: adamw decays weights by themselves",
    reference: "Loshchilov & Hutter 2019",
  },
  thresholds: {},
  remedies: ["penalty", "dropout", "stop-early", "smaller-model"],
  look: (chart) => {
    const dropouts = [...chart.layers.values()].filter(({ kind }) => hasRole(kind, "dropout")).length;
    if (!isGapWidening(chart) || (!chart.hasPenalty && dropouts === 0)) return undefined;
    const what = [chart.hasPenalty && "the penalty", dropouts > 0 && "dropout"].filter(Boolean).join(" and ");
    return { evidence: `The gap between training and validation widens in spite of ${what}.`, isRemark: true };
  },
});
