import { withCard } from "@kaviar/base/card";
import { uniform } from "@kaviar/tensor";
import { checkOption } from "../check-option.ts";
import type { Layer } from "../layers/contract/layer.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";

/**
 * In training each image becomes brighter or darker by its own number, up to `range`.
 *
 * ```ts
 * sequential(randomBrightness({ range: 0.2 }), conv2d(16, 3), relu, …)
 * ```
 * Nothing is clipped: pixels may leave [0, 1].
 */
export const randomBrightness = withCard(
  function randomBrightness({ range = 0.2 }: { readonly range?: number } = {}): Layer {
    checkOption("randomBrightness", "a range ≥ 0", range, range >= 0 && range < Infinity);
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
