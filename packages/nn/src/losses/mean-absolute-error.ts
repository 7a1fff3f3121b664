import { createLoss } from "./contract/create-loss.ts";

/** |ŷ − y|, averaged over the last axis. */
export const meanAbsoluteError = createLoss(
  "meanAbsoluteError",
  {
    target: "values",
    about: {
      name: "Mean absolute error",
      formula: "|ŷ − y|",
      range: "[0, ∞)",
      use: "regression with outliers: the prediction becomes the median",
      pitfall: "its gradient has the same size however small the error: lower the rate towards the end",
      reference: "Laplace 1774",
      seeAlso: ["meanSquaredError", "huber", "pinball"],
    },
  },
  (prediction, target) => prediction.sub(target).abs().mean(-1),
);
