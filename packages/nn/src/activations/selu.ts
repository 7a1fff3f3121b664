import { createActivation } from "./contract/create-activation.ts";
import { negativeExpm1 } from "./contract/negative-expm1.ts";

/** The fixed point of mean 0 and variance 1 (Klambauer et al. 2017, eq. 14). */
const alpha = 1.6732632423543772;
const scale = 1.0507009873554805;

/** λx where x > 0, else λα(eˣ − 1), with the λ and α that keep mean 0 and variance 1. */
export const selu = createActivation(
  "selu",
  {
    initializer: "lecun",
    about: {
      name: "SELU",
      formula: "λx if x > 0 else λα(eˣ − 1), λ = 1.0507, α = 1.6733",
      range: "(−1.758, ∞)",
      use: "deep dense nets without batch norm: it normalizes itself",
      pitfall: "only with LeCun normal weights and scaled inputs; ordinary dropout breaks it",
      reference: "Klambauer et al. 2017",
      seeAlso: ["elu", "lecunNormal"],
    },
  },
  (x) =>
    x
      .relu()
      .mul(scale)
      .add(negativeExpm1(x).mul(scale * alpha)),
);
