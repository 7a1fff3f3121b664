import { createLoss } from "./contract/create-loss.ts";
import { signsOf } from "./contract/signs.ts";

/** max(0, 1 − y·ŷ)² of labels −1 and 1 (0 counts as −1), averaged over the last axis. */
export const squaredHinge = createLoss(
  "squaredHinge",
  {
    target: "signs",
    about: {
      name: "Squared hinge",
      formula: "max(0, 1 − yŷ)², y = −1 or 1",
      range: "[0, ∞)",
      use: "maximum-margin classifiers; smoother than the hinge",
      pitfall: "outliers on the wrong side count as squares",
      reference: "Tang 2013",
      seeAlso: ["hinge"],
    },
  },
  (scores, target) => signsOf(target).mul(scores).neg().add(1).relu().square().mean(-1),
);
