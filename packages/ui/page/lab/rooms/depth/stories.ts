import type { Story } from "../../stories/story.ts";
import type { DepthChoices, Setting } from "./choices.ts";

const of = (activation: Setting["activation"], more: Partial<Setting> = {}): Setting => ({
  activation,
  initializer: "fitting",
  batchNorm: false,
  residual: false,
  ...more,
});

/** Pairs of nets to begin with. */
export const stories: readonly Story<DepthChoices>[] = [
  {
    title: "Sigmoid beside ReLU",
    says: "The slope of a sigmoid is a quarter at most: on its way back through eight layers the gradient loses a factor of four and more at each. ReLU passes it on as it is where a unit is on.",
    choices: { left: of("sigmoid"), right: of("relu") },
  },
  {
    title: "Weights too large",
    says: "Each layer multiplies: with weights four times too large, outputs grow on their way forward and gradients on their way back, until the first step throws the net away.",
    choices: { left: of("relu", { initializer: "tooLarge" }), right: of("relu", { initializer: "heNormal" }) },
  },
  {
    title: "Weights too small",
    says: "Each layer divides: next to nothing of the input arrives at the end, so there is next to nothing to learn from anywhere.",
    choices: { left: of("tanh", { initializer: "tooSmall" }), right: of("tanh") },
  },
  {
    title: "Batch norm",
    says: "It sets what goes into each activation to mean 0 and spread 1, so that no layer shrinks or blows up what passes, whatever the weights began with.",
    choices: {
      left: of("sigmoid"),
      right: of("sigmoid", { batchNorm: true }),
    },
  },
  {
    title: "A way around",
    says: "A residual layer adds what it makes to what it was given: the gradient goes through the sum undiminished, however deep the net.",
    choices: {
      left: of("tanh", { initializer: "tooSmall" }),
      right: of("tanh", { initializer: "tooSmall", residual: true }),
      depth: 16,
    },
  },
];
