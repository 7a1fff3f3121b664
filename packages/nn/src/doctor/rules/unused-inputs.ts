import { createRule } from "../contract/rule.ts";

export const unusedInputs = createRule({
  about: {
    name: "Inputs without a say",
    formula: "max_n x_nj = min_n x_nj",
    use: "features that are the same in every row: the model can learn nothing from them",
    pitfall: "the edges of images are often all black, and do no harm",
    reference: "Guyon & Elisseeff 2003",
  },
  thresholds: { share: 0 },
  remedies: ["drop-inputs"],
  look: ({ inputs }, { share }) => {
    const still = inputs?.features.flatMap(({ deviation }, i) => (deviation === 0 ? [i] : [])) ?? [];
    if (!inputs || still.length === 0 || still.length / inputs.features.length <= share) return undefined;
    const named = still.slice(0, 5).join(", ") + (still.length > 5 ? ", …" : "");
    return {
      evidence: `${still.length} of ${inputs.features.length} features are the same in all of ${inputs.rows} rows: ${named}.`,
      isRemark: true,
    };
  },
});
