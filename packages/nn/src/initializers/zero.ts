import { zeros } from "@kaviar/tensor";
import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";

/** 0 everywhere. */
export const zeroInitializer = createInitializer(
  {
    name: "Zeros",
    formula: "w = 0",
    use: "biases; the last layer of a residual branch; the weights of a linear or logistic regression",
    pitfall: "as weights of a hidden layer it makes all units equal, and they stay equal: nothing breaks the symmetry",
    reference: "Goodfellow et al. 2016, 8.4",
    seeAlso: ["constantInitializer", "glorotUniform"],
  },
  options("zeroInitializer", {}),
  () => (_, shape) => zeros(shape),
);
