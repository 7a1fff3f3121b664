import { createRule } from "../contract/rule.ts";
import { short } from "./contract/wording.ts";

export const inputShift = createRule({
  about: {
    name: "Shifted inputs",
    formula: "|x̄_train − x̄_validation| / s, against its error √(1/n + 1/m)",
    use: "rows of validation are not like those of training: what is measured on them is not what was learned",
    pitfall:
      "rows that were sorted before they were split; a season, a machine or a hospital that is only in one of the parts",
    reference: "Shimodaira 2000",
  },
  thresholds: { deviations: 0.5, errors: 6 },
  remedies: ["look-at-split", "normalize-inputs"],
  look: ({ inputs, validationInputs }, { deviations, errors }) => {
    if (!inputs || !validationInputs || inputs.rows < 20 || validationInputs.rows < 20) return undefined;
    const error = Math.sqrt(1 / inputs.rows + 1 / validationInputs.rows);
    const shifts = inputs.features.map(({ mean, deviation }, i) => {
      const other = validationInputs.features[i]!;
      const scale = Math.sqrt((deviation ** 2 + other.deviation ** 2) / 2);
      return scale > 0 ? Math.abs(mean - other.mean) / scale : 0;
    });
    const worst = shifts.indexOf(Math.max(...shifts));
    const size = shifts[worst]!;
    if (!(size > deviations) || size < errors * error) return undefined;
    const many = shifts.filter((shift) => shift > deviations && shift >= errors * error).length;
    const [here, there] = [inputs.features[worst]!.mean, validationInputs.features[worst]!.mean];
    return {
      evidence: `${many} of ${shifts.length} features are elsewhere in the rows of validation: feature ${worst} has a mean of ${short(there)} there and of ${short(here)} in those of training, ${short(size)} deviations apart.`,
      isCertain: size > 1,
    };
  },
});
