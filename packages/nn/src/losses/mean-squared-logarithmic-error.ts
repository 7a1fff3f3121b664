import { createLoss } from "./contract/create-loss.ts";

/** (log(1 + ŷ) − log(1 + y))², averaged over the last axis. */
export const meanSquaredLogarithmicError = createLoss(
  "meanSquaredLogarithmicError",
  {
    target: "values",
    least: 0,
    about: {
      name: "Mean squared logarithmic error",
      formula: "(log(1 + ŷ) − log(1 + y))²",
      range: "[0, ∞)",
      use: "targets ≥ 0 over several powers of ten",
      pitfall: "predictions below 0 count as 0 and have no gradient: end the model in softplus",
      reference: "Keras 2015",
      seeAlso: ["meanAbsolutePercentageError", "poisson", "msle"],
    },
  },
  (prediction, target) => prediction.relu().log1p().sub(target.relu().log1p()).square().mean(-1),
);
