import { caseOf, not } from "./case.ts";

/** Runs whose steps are too long or too short, and one that does well. */
export const steps = {
  tooLow: caseOf(
    "Three clouds that stand well apart. The loss goes down in a straight line, but hardly.",
    { hidden: [32], optimizer: "sgd", rate: 3e-5 },
    "rate-too-low",
    "The gradient is there, and the loss falls steadily; but an epoch moves the weights by less than a thousandth of their size.",
    [
      not("vanishing-gradient", "Both layers get a gradient of about the same size. There is just little made of it."),
      not("plateau", "On a plateau the gradient is next to 0. Here it is not: longer steps would do."),
      not("underfitting", "The net is large enough for three clouds. It has hardly left the place where it began."),
    ],
  ),
  tooHigh: caseOf(
    "Three clouds and one layer of tanh. The loss jumps up and down, and stays high.",
    { hidden: [32], activation: "tanh", rate: 1 },
    "rate-too-high",
    "Each step overshoots: the loss jumps about instead of falling. The units are at their bounds since the first steps threw the weights far out.",
    [
      not("overfitting", "The loss on rows that are learned from is high too: nothing is learned by heart."),
      not("labels", "With wrong labels four of five could not be told right, of rows held out."),
      not("unscaled-inputs", "The columns of the inputs have much the same deviation, between 1 and 2."),
    ],
  ),
  healthy: caseOf(
    "Three clouds, two layers of ReLU, Adam at 0.003. How is it doing?",
    { epochs: 12 },
    "healthy",
    "Both losses fall together and flatten out low; the units live, the gradients are of a size, the weights move by a few per cent. Nothing is wrong.",
    [
      not("overfitting", "The loss on rows held out is a little higher, as it always is, and does not go up."),
      not("dying-relu", "A few silent units are nothing to worry about: nearly all of them speak."),
      not("rate-too-low", "It got nearly everything right after a few epochs."),
    ],
  ),
} as const;
