import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { uniform } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";

const read = options("randomBrightness", {
  /** How much brighter or darker at most, in units of the pixels. */
  range: notNegative.default(0.2),
});

export type RandomBrightnessOptions = OptionsOf<typeof read>;

/**
 * In training each image becomes brighter or darker by its own number, up to `range`.
 *
 * ```ts
 * sequential(randomBrightness({ range: 0.2 }), conv2d(16, 3), relu, …)
 * ```
 * Nothing is clipped: pixels may leave [0, 1].
 */
export const randomBrightness = withCard(
  function randomBrightness(given: RandomBrightnessOptions = {}): Layer {
    const { range } = read(given);
    return createAugmentation({
      kind: "randomBrightness",
      numbers: { range },
      accepts: images("randomBrightness"),
      draw: (key, x, numbers) => x.add(uniform(key, [x.shape[0]!, 1, 1, 1], { low: -1, high: 1 }).mul(numbers.range)),
    });
  },
  {
    about: {
      name: "Random brightness",
      formula: "y = x + b, b ~ U(−r, r)",
      use: "photographs taken in all kinds of light",
      pitfall: "the range is in units of the pixels: 0.2 does nothing to pixels up to 255",
      reference: "Krizhevsky et al. 2012",
      seeAlso: ["randomContrast"],
    },
  },
);
