import { createLoss } from "./contract/create-loss.ts";
import { lengthOf } from "./contract/length-of.ts";

/** −cos of the angle between prediction and target over the last axis. */
export const cosineProximity = createLoss(
  "cosineProximity",
  {
    target: "values",
    about: {
      name: "Cosine proximity",
      formula: "−ŷ·y / (‖ŷ‖ ‖y‖)",
      range: "[−1, 1]",
      use: "embeddings, where the direction matters and the length does not",
      pitfall:
        "the negative of the metric cosineSimilarity: its best value is −1; lengths are not learned; a zero vector counts as perpendicular",
      reference: "Salton et al. 1975",
      seeAlso: ["cosineSimilarity", "meanSquaredError", "contrastive"],
    },
  },
  (prediction, target) =>
    prediction
      .mul(target)
      .sum(-1)
      .div(lengthOf(prediction).mul(lengthOf(target)))
      .neg(),
);
