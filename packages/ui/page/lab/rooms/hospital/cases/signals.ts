import { caseOf, not } from "./case.ts";

/** Runs whose units or gradients fail. */
export const signals = {
  dying: caseOf(
    "Two spirals, two layers of ReLU. The loss jumps about, and half of the rows held out are told right, which is chance.",
    { data: "spirals", hidden: [12, 12], optimizer: "sgd", rate: 3, epochs: 40 },
    "dying-relu",
    "All units of the second layer say the same of every row, namely 0. No gradient passes them: no weight moves any more. What jumps is the bias of the output alone.",
    [
      not(
        "rate-too-low",
        "The first epochs moved a lot. Now nothing moves since there is no gradient: longer steps of 0 are 0.",
      ),
      not(
        "underfitting",
        "Two layers of 12 units can wind along the spirals. Most of these units say nothing: it is not that they are too few.",
      ),
      not(
        "vanishing-gradient",
        "A vanishing gradient gets smaller from layer to layer. Here it is 0 everywhere at once, after two layers.",
      ),
    ],
  ),
  vanishing: caseOf(
    "Three clouds that stand well apart, and a deep net of sigmoid units. Nothing is learned.",
    { hidden: [16, 16, 16, 16, 16, 16, 16, 16], activation: "sigmoid", optimizer: "sgd", rate: 0.1 },
    "vanishing-gradient",
    "The gradient shrinks by a factor of about four from each layer to the one before it: the first one hears ten thousand times less than the last. A sigmoid passes at most a quarter of it.",
    [
      not("saturation", "Units at their bounds would do this too, but next to nothing lies at the bounds."),
      not(
        "rate-too-low",
        "The last layer moves by some per cent an epoch: the rate is not small for it. What is small is the gradient of the first layers.",
      ),
      not("labels", "A net of two layers learns these labels in one epoch: they do belong to the rows."),
    ],
  ),
  symmetric: caseOf(
    "Two spirals and one layer of 32 tanh units. It learns a little, then no more.",
    { data: "spirals", hidden: [32], activation: "tanh", begins: "alike", rate: 0.01, epochs: 30 },
    "symmetric-units",
    "All weights begin at 0.1. Units that begin alike say the same, get the same gradient and stay alike: 32 of them are one.",
    [
      not("dying-relu", "There is no ReLU here, and no unit is silent."),
      not("rate-too-low", "Each epoch moves the weights by 14 %: that is a lot."),
      not(
        "overfitting",
        "The loss on rows held out is no higher than that on the others: nothing is learned by heart.",
      ),
    ],
  ),
  saturated: caseOf(
    "Three clouds and three layers of tanh. The loss falls, but slowly, and from far above.",
    { hidden: [32, 32, 32], activation: "tanh", begins: "tooLarge", optimizer: "sgd", rate: 0.01 },
    "saturation",
    "Nine of ten outputs lie at the bounds of tanh, where its slope is next to 0. The weights began far too large.",
    [
      not(
        "vanishing-gradient",
        "The gradient is not smaller in the first layer than in the last: it does not fade with depth.",
      ),
      not("dying-relu", "These are tanh units, and none is silent: each says −1 of some rows and 1 of others."),
      not("class-imbalance", "The three classes are about equally many."),
    ],
  ),
  exploding: caseOf(
    "Three clouds, four layers of ReLU, a modest rate. The run breaks in its first epoch.",
    { hidden: [64, 64, 64, 64], begins: "large", optimizer: "sgd", rate: 0.01 },
    "exploding-gradient",
    "Before the first step the gradients are hundreds of times those of case 4, on the same rows. The weights began so large that each layer multiplies what it gets.",
    [
      not("unscaled-inputs", "The columns of the inputs have deviations between 1 and 2: nothing in them is large."),
      not("vanishing-gradient", "It is the other way round: look how large the gradients are."),
      not("overfitting", "It has not even learned for one epoch."),
    ],
  ),
} as const;
