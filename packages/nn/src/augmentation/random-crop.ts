import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { type Key, split, type Tensor, uniform } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";
import { fillLaw, pixelsOf, resample } from "./contract/resample.ts";

/** One of −padding … padding, all alike, for each example: [N, 1]. */
const offsets = (key: Key, n: number, padding: Tensor): Tensor =>
  uniform(key, [n, 1]).mul(padding.mul(2).add(1)).floor().sub(padding).minimum(padding);

const read = options("randomCrop", {
  /** Pixels added on each side before the cut. */
  padding: whole().default(4),
  /** What lies beyond the border. */
  fill: fillLaw.default("zeros"),
});

export type RandomCropOptions = OptionsOf<typeof read>;

/**
 * In training each image gets a border and is cut back to its size, at a place of its own.
 *
 * ```ts
 * sequential(randomCrop({ padding: 4 }), randomFlip(), conv2d(16, 3), relu, …)
 * ```
 */
export const randomCrop = withCard(
  function randomCrop(given: RandomCropOptions = {}): Layer {
    const { padding, fill } = read(given);
    return createAugmentation({
      kind: "randomCrop",
      numbers: { padding },
      options: { padding, fill },
      accepts: images("randomCrop"),
      draw: (key, x, numbers) => {
        const [n, , height, width] = x.shape as [number, number, number, number];
        const [first, second] = split(key) as [Key, Key];
        const rows = pixelsOf(height).add(offsets(first, n, numbers.padding));
        const columns = pixelsOf(width).add(offsets(second, n, numbers.padding));
        return resample(x, rows, columns, fill);
      },
    });
  },
  {
    about: {
      name: "Random crop",
      formula: "y = an H × W part of x with p pixels more on each side",
      use: "small images, as CIFAR: padding 4 for 32 × 32",
      pitfall: "a padding that is large for the image cuts the subject off",
      reference: "He et al. 2016",
      seeAlso: ["randomShift", "randomFlip"],
    },
  },
);
