import { finite, notNegative, type OptionsOf } from "@kaviar/base/check";
import { normal } from "@kaviar/tensor";
import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";

const read = options("randomNormal", {
  /** The middle of the numbers. */
  mean: finite.default(0),
  /** The standard deviation. */
  std: notNegative.default(0.05),
});

export type RandomNormalOptions = OptionsOf<typeof read>;

/** N(mean, std²), whatever the size of the layer. */
export const randomNormal = createInitializer(
  {
    name: "Random normal",
    formula: "w ~ N(μ, σ²), μ = 0, σ = 0.05",
    use: "where a recipe names the size of the weights",
    pitfall: "knows nothing of the width of the layer: wide or deep nets vanish or explode; use He, Glorot or LeCun",
    reference: "Krizhevsky et al. 2012",
    seeAlso: ["truncatedNormal", "heNormal", "glorotNormal"],
  },
  read,
  ({ mean, std }) => {
    return (key, shape) => normal(key, shape, { mean, std });
  },
);
