import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { type Key, split, uniform } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";
import { boxMask } from "./contract/box.ts";

const read = options("cutout", {
  /** The side of the square, in pixels. */
  size: whole(1),
});

export type CutoutOptions = OptionsOf<typeof read>;

/**
 * In training a square of each image is set to 0. Its middle may be any pixel, so at the border part of it is lost.
 *
 * ```ts
 * sequential(cutout({ size: 8 }), conv2d(16, 3), relu, …)
 * ```
 */
export const cutout = withCard(
  function cutout(given: CutoutOptions): Layer {
    const { size } = read(given);
    return createAugmentation({
      kind: "cutout",
      numbers: { size },
      accepts: images("cutout"),
      draw: (key, x, numbers) => {
        const [n, , rows, columns] = x.shape as [number, number, number, number];
        const [first, second] = split(key) as [Key, Key];
        const half = numbers.size.div(2).floor();
        const place = (from: Key, length: number) => uniform(from, [n, 1]).mul(length).floor().sub(half);
        const side = numbers.size.reshape([1, 1]);
        const box = { top: place(first, rows), left: place(second, columns), height: side, width: side };
        return x.mul(boxMask(box, rows, columns).neg().add(1));
      },
    });
  },
  {
    about: {
      name: "Cutout",
      formula: "y = 0 inside a random square, else x",
      use: "small images; 16 of 32 pixels for ten classes, 8 for a hundred",
      pitfall: "0 is grey only where the pixels have mean 0",
      reference: "DeVries & Taylor 2017",
      seeAlso: ["randomErase", "cutmix"],
    },
  },
);
