import { createLoss } from "./contract/create-loss.ts";
import { signsOf } from "./contract/signs.ts";

/** max(0, 1 − y·ŷ) of labels −1 and 1 (0 counts as −1), averaged over the last axis. */
export const hinge = createLoss(
  "hinge",
  {
    target: "signs",
    about: {
      name: "Hinge",
      formula: "max(0, 1 − yŷ), y = −1 or 1",
      range: "[0, ∞)",
      use: "maximum-margin classifiers (linear SVM); the model ends in a plain score",
      pitfall: "labels are −1 and 1 (0 is taken for −1); scores are not probabilities",
      reference: "Cortes & Vapnik 1995",
      seeAlso: ["squaredHinge", "categoricalHinge", "sigmoidCrossEntropy"],
    },
  },
  (scores, target) => signsOf(target).mul(scores).neg().add(1).relu().mean(-1),
);
