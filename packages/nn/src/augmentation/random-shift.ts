import { withCard } from "@kaviar/base/card";
import { type OptionsOf, part } from "@kaviar/base/check";
import { type Key, split, type Tensor, uniform } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";
import { fillLaw, pixelsOf, resample } from "./contract/resample.ts";

/** Whole pixels up to share · length to either side, for each example: [N, 1]. */
const steps = (key: Key, n: number, share: Tensor, length: number): Tensor =>
  uniform(key, [n, 1], { low: -length, high: length }).mul(share).round();

const read = options("randomShift", {
  /** The largest shift, as a share of the width. */
  horizontal: part.default(0.1),
  /** As a share of the height. */
  vertical: part.default(0.1),
  /** What lies beyond the border. */
  fill: fillLaw.default("zeros"),
});

export type RandomShiftOptions = OptionsOf<typeof read>;

/**
 * In training each image is moved by its own whole number of pixels, down and across.
 *
 * ```ts
 * sequential(randomShift({ horizontal: 0.1, vertical: 0.1 }), conv2d(16, 3), relu, …)
 * ```
 */
export const randomShift = withCard(
  function randomShift(given: RandomShiftOptions = {}): Layer {
    const { horizontal, vertical, fill } = read(given);
    return createAugmentation({
      kind: "randomShift",
      numbers: { horizontal, vertical },
      options: { horizontal, vertical, fill },
      accepts: images("randomShift"),
      draw: (key, x, numbers) => {
        const [n, , height, width] = x.shape as [number, number, number, number];
        const [first, second] = split(key) as [Key, Key];
        const rows = pixelsOf(height).sub(steps(first, n, numbers.vertical, height));
        const columns = pixelsOf(width).sub(steps(second, n, numbers.horizontal, width));
        return resample(x, rows, columns, fill);
      },
    });
  },
  {
    about: {
      name: "Random shift",
      formula: "y[i, j] = x[i − a, j − b], a and b whole, up to a share of the sides",
      use: "images whose subject is not always in the middle",
      pitfall: "what is shifted out is gone: the label may go with it",
      reference: "Simard et al. 2003",
      seeAlso: ["randomCrop", "randomZoom"],
    },
  },
);
