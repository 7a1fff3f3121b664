import { normal } from "@kaviar/tensor";
import { checkOption } from "../check-option.ts";
import { createInitializer } from "./contract/create-initializer.ts";

export interface RandomNormalOptions {
  readonly mean?: number;
  readonly std?: number;
}

/** N(mean, std²), whatever the size of the layer. */
export const randomNormal = createInitializer<RandomNormalOptions>(
  {
    name: "Random normal",
    formula: "w ~ N(μ, σ²), μ = 0, σ = 0.05",
    use: "where a recipe names the size of the weights",
    pitfall: "knows nothing of the width of the layer: wide or deep nets vanish or explode; use He, Glorot or LeCun",
    reference: "Krizhevsky et al. 2012",
    seeAlso: ["truncatedNormal", "heNormal", "glorotNormal"],
  },
  ({ mean = 0, std = 0.05 }) => {
    checkOption("randomNormal", "a finite mean", mean, Number.isFinite(mean));
    checkOption("randomNormal", "a finite std ≥ 0", std, std >= 0 && std < Infinity);
    return (key, shape) => normal(key, shape, { mean, std });
  },
);
