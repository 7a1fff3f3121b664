import { createLoss } from "./contract/create-loss.ts";

/** 100·|ŷ − y| / |y|, averaged over the last axis. */
export const meanAbsolutePercentageError = createLoss(
  "meanAbsolutePercentageError",
  {
    target: "values",
    about: {
      name: "Mean absolute percentage error",
      formula: "100·|ŷ − y| / max(|y|, 1e-7)",
      range: "[0, ∞)",
      use: "errors that matter relative to the target",
      pitfall: "targets near 0 blow it up, and it prefers predictions that are too low",
      reference: "Makridakis 1993",
      seeAlso: ["meanSquaredLogarithmicError", "meanAbsoluteError"],
    },
  },
  (prediction, target) => prediction.sub(target).abs().div(target.abs().maximum(1e-7)).mean(-1).mul(100),
);
