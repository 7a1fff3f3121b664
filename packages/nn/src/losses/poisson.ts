import { createLoss } from "./contract/create-loss.ts";

/** ŷ − y·log ŷ, averaged over the last axis. */
export const poisson = createLoss(
  "poisson",
  {
    target: "values",
    least: 0,
    about: {
      name: "Poisson",
      formula: "ŷ − y log ŷ",
      use: "counts: ŷ is the expected number",
      pitfall:
        "ŷ must be positive (it counts as 1e-7 below that, without a gradient): end the model in exponential or softplus; it may be negative, since log y! is left out",
      reference: "Nelder & Wedderburn 1972",
      seeAlso: ["meanSquaredError", "meanSquaredLogarithmicError"],
    },
  },
  (prediction, target) => {
    const rate = prediction.maximum(1e-7);
    return rate.sub(target.mul(rate.log())).mean(-1);
  },
);
