import { caseOf, not } from "./case.ts";

/** Runs that are made ill by what they learn from. */
export const data = {
  units: caseOf(
    "A value of eight numbers. The loss began at a million and does not get to where it should, below 0.1.",
    { data: "units", rate: 0.01 },
    "unscaled-inputs",
    "The deviation of one column is ten thousand times that of another. The gradient of its weights drowns all others.",
    [
      not(
        "exploding-gradient",
        "The gradients are large, but not since they grow from layer to layer: they are large since the inputs are.",
      ),
      not("overfitting", "The losses are equally high on both kinds of rows."),
      not("dying-relu", "Some units are silent, but half of them and more speak. Look at the inputs."),
    ],
  ),
  rare: caseOf(
    "Two classes. The loss is low on both kinds of rows, and yet little more than half is right where each class counts alike.",
    { data: "rare", rows: 1600, hidden: [32], rate: 0.001, epochs: 15 },
    "class-imbalance",
    "One class has four rows in a hundred. Who always says the other has a low loss, and is right of one class of two.",
    [
      not("overfitting", "The losses are equally low on both kinds of rows."),
      not(
        "rate-too-low",
        "The loss has fallen to where it settles: it does what is asked, which is not what is meant.",
      ),
      not("healthy", "A low loss is not enough: look at how much of each class is told right."),
    ],
  ),
  labels: caseOf(
    "Three clouds that stand well apart, a net that is large enough, a usual rate.",
    { data: "mixedUp", hidden: [16], rate: 0.003, epochs: 15 },
    "labels",
    "Gradients, units and steps are fine, and a third of the rows is told right, which is chance. When all is well and nothing is learned, look at the labels: here they are those of other rows.",
    [
      not("rate-too-low", "An epoch moves the weights by some per cent, which is usual."),
      not("vanishing-gradient", "Both layers get gradients of a size."),
      not("saturation", "ReLU has no upper bound to saturate at."),
    ],
    { title: "Give each row its own label", change: { data: "clouds" } },
  ),
} as const;
