import { finite, type OptionsOf, positive } from "@kaviar/base/check";
import { uniform } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";

const read = options("randomUniform", {
  /** ε of U(−ε, ε). */
  limit: positive.default(0.05),
  /** In place of −limit. */
  low: finite.optional(),
  /** In place of limit. */
  high: finite.optional(),
});

export type RandomUniformOptions = OptionsOf<typeof read>;

/** U(−limit, limit), or U(low, high), whatever the size of the layer. */
export const randomUniform = createInitializer(
  {
    name: "Random uniform",
    formula: "w ~ U(−ε, ε), ε = 0.05",
    range: "[−ε, ε)",
    use: "embeddings; where a recipe names the bounds",
    pitfall: "knows nothing of the width of the layer: wide or deep nets vanish or explode; use He, Glorot or LeCun",
    reference: "Rumelhart et al. 1986",
    seeAlso: ["randomNormal", "glorotUniform"],
  },
  read,
  ({ limit, low = -limit, high = limit }) => {
    if (!(low < high)) throw new ModelError("options", `randomUniform needs low < high: got [${low}, ${high}].`);
    return (key, shape) => uniform(key, shape, { low, high });
  },
);
