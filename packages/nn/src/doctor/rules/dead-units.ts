import { hiddenOutputs, underWay } from "../chart/anatomy.ts";
import { createRule } from "../contract/rule.ts";
import { atLayer, percent } from "./contract/wording.ts";

export const deadUnits = createRule({
  about: {
    name: "Dead units",
    formula: "max_n y_n = min_n y_n over the rows of a batch",
    use: "units say the same of every row: whatever comes after them cannot tell rows apart by them",
    pitfall:
      "an input that never changes, weights of 0, or an activation far in its flat part; with a batch of one row nobody can tell",
    reference: "Maas et al. 2013",
  },
  thresholds: { share: 0.5 },
  remedies: ["lower-rate", "leaky-relu", "fitting-initializer", "normalize-inputs"],
  look: (chart, { share }) => {
    const last = underWay(chart).at(-1);
    if (!last) return undefined;
    const [worst] = hiddenOutputs(chart, last)
      .filter(({ constant, units }) => units > 1 && constant >= share)
      .sort((a, b) => b.constant - a.constant);
    return (
      worst && {
        layer: worst.path,
        evidence: `${percent(worst.constant)} of the ${worst.units} units of ${atLayer(worst.path)} say the same of every row of a batch.`,
        isCertain: worst.constant === 1,
      }
    );
  },
});
