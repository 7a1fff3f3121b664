import { createRule } from "../contract/rule.ts";
import { percent } from "./contract/wording.ts";

export const classImbalance = createRule({
  about: {
    name: "Unequal classes",
    formula: "min_c n_c / max_c n_c ≪ 1",
    use: "a class has so few rows beside another that a model may do well by never naming it",
    pitfall: "weights change what probabilities mean: calibrate again, or move the threshold instead",
    reference: "He & Garcia 2009",
  },
  thresholds: { ratio: 0.1 },
  remedies: ["class-weights", "other-metric"],
  look: ({ classShares, hasClassWeights }, { ratio }) => {
    if (!classShares || classShares.length < 2 || hasClassWeights) return undefined;
    const [least, most] = [Math.min(...classShares), Math.max(...classShares)];
    if (least >= ratio * most) return undefined;
    return {
      evidence: `Class ${classShares.indexOf(least)} has ${percent(least)} of the rows, class ${classShares.indexOf(most)} ${percent(most)}.`,
      isRemark: true,
    };
  },
});
