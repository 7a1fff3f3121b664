import { createRule } from "../contract/rule.ts";
import { short } from "./contract/wording.ts";

export const validationEasier = createRule({
  about: {
    name: "Validation is easier than training",
    formula: "ℓ_validation < ℓ_training, epoch after epoch",
    use: "the model does better on rows it has not seen than on those it learns from",
    pitfall:
      "dropout and augmentation make training harder, and an epoch's loss is the mean over a model that was worse at first: both are harmless; rows that are in both parts are not",
    reference: "Goodfellow et al. 2016, 5.3",
  },
  thresholds: { share: 0.08, epochs: 3 },
  remedies: ["look-at-split", "less-dropout"],
  look: ({ epochs }, { share, epochs: least }) => {
    const late = epochs.slice(-least - 1);
    if (late.length <= least || late.some(({ validation }) => !validation)) return undefined;
    // The loss of an epoch is a mean over a model that was worse at first: that of the epoch after is the fair one.
    const isEasier = late.slice(1).every(({ loss }, i) => late[i]!.validation!.loss < (1 - share) * loss);
    const last = late.at(-1)!;
    return isEasier
      ? {
          evidence: `For ${least} epochs validation has been easier: now a loss of ${short(last.validation!.loss)} there, and of ${short(last.loss)} in training.`,
          isRemark: true,
        }
      : undefined;
  },
});
