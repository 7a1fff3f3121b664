import { finite, flag, type OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createParametricActivation } from "./contract/create-activation.ts";

const read = options("step", {
  /** Where it steps up. */
  threshold: finite.default(0),
  /** −1 in place of 0. */
  bipolar: flag.default(false),
});

export type StepOptions = OptionsOf<typeof read>;

/** 1 where x > threshold, else 0; −1 in place of 0 when bipolar. Its slope is 0: `step.with({ bipolar: true })` in a perceptron. */
export const step = createParametricActivation(
  "step",
  {
    options: read,
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
