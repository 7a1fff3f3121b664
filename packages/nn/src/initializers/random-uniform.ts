import { uniform } from "@kaviar/tensor";
import { checkOption } from "../check-option.ts";
import { createInitializer } from "./contract/create-initializer.ts";

export interface RandomUniformOptions {
  /** ε of U(−ε, ε). */
  readonly limit?: number;
  /** In place of −limit. */
  readonly low?: number;
  /** In place of limit. */
  readonly high?: number;
}

/** U(−limit, limit), or U(low, high), whatever the size of the layer. */
export const randomUniform = createInitializer<RandomUniformOptions>(
  {
    name: "Random uniform",
    formula: "w ~ U(−ε, ε), ε = 0.05",
    range: "[−ε, ε)",
    use: "embeddings; where a recipe names the bounds",
    pitfall: "knows nothing of the width of the layer: wide or deep nets vanish or explode; use He, Glorot or LeCun",
    reference: "Rumelhart et al. 1986",
    seeAlso: ["randomNormal", "glorotUniform"],
  },
  ({ limit = 0.05, low = -limit, high = limit }) => {
    checkOption("randomUniform", "finite low < high", [low, high], low < high && Number.isFinite(high - low));
    return (key, shape) => uniform(key, shape, { low, high });
  },
);
