import { withCard } from "@kaviar/base/card";
import { type OptionsOf, part } from "@kaviar/base/check";
import { uniform } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";

const read = options("randomContrast", {
  /** 0.2: from 0.8 to 1.2 times the contrast. */
  range: part.default(0.2),
});

export type RandomContrastOptions = OptionsOf<typeof read>;

/**
 * In training each image's pixels move away from the mean of their channel, or towards it, by a factor of its own.
 *
 * ```ts
 * sequential(randomContrast({ range: 0.2 }), conv2d(16, 3), relu, …)
 * ```
 * Nothing is clipped: pixels may leave [0, 1].
 */
export const randomContrast = withCard(
  function randomContrast(given: RandomContrastOptions = {}): Layer {
    const { range } = read(given);
    return createAugmentation({
      kind: "randomContrast",
      numbers: { range },
      accepts: images("randomContrast"),
      draw: (key, x, numbers) => {
        const mean = x.mean([2, 3], { keepDims: true });
        const factor = uniform(key, [x.shape[0]!, 1, 1, 1], { low: -1, high: 1 }).mul(numbers.range).add(1);
        return x.sub(mean).mul(factor).add(mean);
      },
    });
  },
  {
    about: {
      name: "Random contrast",
      formula: "y = x̄ + f·(x − x̄), f ~ U(1 − r, 1 + r), x̄ of each channel",
      use: "photographs of other cameras, other weather",
      pitfall: "undone by a normalization of each image",
      reference: "Howard 2013",
      seeAlso: ["randomBrightness"],
    },
  },
);
