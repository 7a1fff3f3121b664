import { stopGradient } from "@kaviar/tensor";
import { createActivation } from "./contract/create-activation.ts";

/** 1 for the largest over the last axis (of equal ones the first), else 0. */
export const hardmax = createActivation(
  "hardmax",
  {
    about: {
      name: "Hardmax",
      formula: "1 if i = argmaxⱼ xⱼ else 0",
      range: "{0, 1}, sum 1",
      use: "a decision as a one-hot row",
      pitfall: "its derivative is 0 everywhere: nothing can be trained through it",
      reference: "Goodfellow et al. 2016, 6.2.2",
      seeAlso: ["softmax"],
    },
  },
  (x) => {
    const winner = x.argmax(-1).oneHot(x.shape.at(-1)!, { dtype: x.dtype });
    // NaN as a factor would be a derivative too, also where it is not chosen.
    const undecided = x.isNaN().any(-1, { keepDims: true });
    return undecided.where(stopGradient(x).mul(NaN), winner);
  },
);
