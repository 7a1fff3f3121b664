import { withCard } from "@kaviar/base/card";
import { type OptionsOf, part } from "@kaviar/base/check";
import { uniform } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation } from "./contract/augmentation.ts";
import { colours, luma } from "./contract/colour.ts";

const read = options("randomSaturation", {
  /** 0.2: from 0.8 to 1.2 times as colourful. */
  range: part.default(0.2),
});

export type RandomSaturationOptions = OptionsOf<typeof read>;

/**
 * In training each image's colours move away from grey, or towards it, by a factor of its own.
 *
 * ```ts
 * sequential(randomSaturation({ range: 0.3 }), conv2d(16, 3), relu, …)
 * ```
 * Nothing is clipped: pixels may leave [0, 1].
 */
export const randomSaturation = withCard(
  function randomSaturation(given: RandomSaturationOptions = {}): Layer {
    const { range } = read(given);
    return createAugmentation({
      kind: "randomSaturation",
      numbers: { range },
      accepts: colours("randomSaturation"),
      draw: (key, x, numbers) => {
        const grey = luma(x);
        const factor = uniform(key, [x.shape[0]!, 1, 1, 1], { low: -1, high: 1 }).mul(numbers.range).add(1);
        return x.sub(grey).mul(factor).add(grey);
      },
    });
  },
  {
    about: {
      name: "Random saturation",
      formula: "y = g + f·(x − g), f ~ U(1 − r, 1 + r), g = 0.299 R + 0.587 G + 0.114 B",
      use: "photographs of other cameras, other light",
      pitfall: "for colour images [N, 3, H, W] alone, before a normalization of each channel",
      reference: "Howard 2013",
      seeAlso: ["randomHue", "randomContrast", "randomBrightness"],
    },
  },
);
