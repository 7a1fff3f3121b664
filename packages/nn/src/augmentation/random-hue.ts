import { withCard } from "@kaviar/base/card";
import { law, type OptionsOf } from "@kaviar/base/check";
import { uniform } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation } from "./contract/augmentation.ts";
import { colours, turnHue } from "./contract/colour.ts";

const read = options("randomHue", {
  /** 0.05: up to a twentieth of the circle of colours either way; 0.5 is every hue. */
  range: law<number>("between 0 and 0.5", (x) => typeof x === "number" && x >= 0 && x <= 0.5).default(0.05),
});

export type RandomHueOptions = OptionsOf<typeof read>;

/**
 * In training each image's colours turn along the circle of hues, by an angle of its own; how bright and how colourful they
 * are stays.
 *
 * ```ts
 * sequential(randomHue({ range: 0.1 }), conv2d(16, 3), relu, …)
 * ```
 */
export const randomHue = withCard(
  function randomHue(given: RandomHueOptions = {}): Layer {
    const { range } = read(given);
    return createAugmentation({
      kind: "randomHue",
      numbers: { range },
      accepts: colours("randomHue"),
      draw: (key, x, numbers) =>
        turnHue(x, uniform(key, [x.shape[0]!, 1, 1, 1], { low: -1, high: 1 }).mul(numbers.range)),
    });
  },
  {
    about: {
      name: "Random hue",
      formula: "h ← h + u, u ~ U(−r, r), of hue, saturation and value",
      use: "where colour says little: other lamps, other paint",
      pitfall: "where colour is the class (fruit, traffic lights) it teaches what is wrong",
      reference: "Howard 2013",
      seeAlso: ["randomSaturation", "randomContrast"],
    },
  },
);
