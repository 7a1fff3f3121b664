import type { ActivationOptions } from "./contract/activation.ts";
import { createParametricActivation } from "./contract/create-activation.ts";

export interface StepOptions extends ActivationOptions {
  readonly threshold: number;
  /** −1 in place of 0. */
  readonly bipolar: boolean;
}

/** 1 where x > threshold, else 0; −1 in place of 0 when bipolar. Its slope is 0: `step.with({ bipolar: true })` in a perceptron. */
export const step = createParametricActivation<StepOptions>(
  "step",
  {
    defaults: { threshold: 0, bipolar: false },
    about: {
      name: "Step",
      formula: "1 if x > threshold else 0 (bipolar: 1 or −1)",
      range: "{0, 1} or {−1, 1}",
      use: "the perceptron, which has a learning rule of its own",
      pitfall: "its derivative is 0 everywhere: no gradient reaches the layers below it",
      reference: "Rosenblatt 1958",
      seeAlso: ["sigmoid", "tanh"],
    },
  },
  (x, { threshold, bipolar }) => {
    const on = x.greater(threshold).cast(x.dtype);
    return x.isNaN().where(x, bipolar ? on.mul(2).sub(1) : on);
  },
);
