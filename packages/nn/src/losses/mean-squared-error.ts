import { createLoss } from "./contract/create-loss.ts";

/** (ŷ − y)², averaged over the last axis. */
export const meanSquaredError = createLoss(
  "meanSquaredError",
  {
    target: "values",
    about: {
      name: "Mean squared error",
      formula: "(ŷ − y)²",
      range: "[0, ∞)",
      use: "regression with noise of one size: the prediction becomes the mean",
      pitfall:
        "one outlier counts as its square: huber or meanAbsoluteError are calmer; with probabilities its gradient vanishes, cross-entropy's does not",
      reference: "Gauss 1809",
      seeAlso: ["meanAbsoluteError", "huber", "logCosh"],
    },
  },
  (prediction, target) => prediction.sub(target).square().mean(-1),
);
