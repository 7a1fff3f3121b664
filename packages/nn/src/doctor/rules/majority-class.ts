import { underWay } from "../chart/anatomy.ts";
import { graceOf } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { percent } from "./contract/wording.ts";

export const majorityClass = createRule({
  about: {
    name: "One class for all",
    formula: "argmax_c p_c(x) is the same c for every row",
    use: "the model names one class whatever it is shown",
    pitfall:
      "accuracy looks fine where that class is common; where classes are rare a model may be right to name only the common one while its probabilities still tell rows apart",
    reference: "He & Garcia 2009",
  },
  thresholds: { share: 0.95 },
  remedies: ["class-weights", "other-metric", "lower-rate", "normalize-inputs"],
  look: (chart, { share }) => {
    const { classShares, losses } = chart;
    const checkups = underWay(chart).slice(-2);
    if (!classShares || checkups.length < 2 || losses.length < graceOf(chart)) return undefined;
    const [before, last] = checkups.map(({ named }) => named) as [readonly number[], readonly number[]];
    const common = last.indexOf(Math.max(...last));
    if (last.length < 2 || !(last[common]! >= share) || !(before[common]! >= share)) return undefined;
    // Where nearly all rows are of one class, naming it for nearly all of them is right.
    if (classShares[common]! > 0.9 * last[common]!) return undefined;
    return {
      evidence: `Class ${common} is named for ${percent(last[common]!)} of the rows; it is that of ${percent(classShares[common] ?? 0)}.`,
      isPatient: true,
    };
  },
});
