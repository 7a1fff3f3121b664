import { withCard } from "@kaviar/base/card";
import { type OptionsOf, share } from "@kaviar/base/check";
import { type Tensor, uniform } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";
import { fillLaw, pixelsOf, resample } from "./contract/resample.ts";

/** Where each pixel looks when the picture is `scale` times as large about its middle: (i − m)/s + m. */
const places = (length: number, scale: Tensor): Tensor =>
  pixelsOf(length)
    .sub((length - 1) / 2)
    .div(scale)
    .add((length - 1) / 2);

const read = options("randomZoom", {
  /** 0.2: from 0.8 to 1.2 times the size. */
  share: share.default(0.2),
  /** What lies beyond the border. */
  fill: fillLaw.default("zeros"),
});

export type RandomZoomOptions = OptionsOf<typeof read>;

/**
 * In training each image is enlarged or reduced about its middle by its own factor.
 *
 * ```ts
 * sequential(randomZoom({ share: 0.2 }), conv2d(16, 3), relu, …)
 * ```
 */
export const randomZoom = withCard(
  function randomZoom(given: RandomZoomOptions = {}): Layer {
    const { share, fill } = read(given);
    return createAugmentation({
      kind: "randomZoom",
      numbers: { share },
      options: { share, fill },
      accepts: images("randomZoom"),
      draw: (key, x, numbers) => {
        const [n, , height, width] = x.shape as [number, number, number, number];
        const scale = uniform(key, [n, 1], { low: -1, high: 1 }).mul(numbers.share).add(1);
        return resample(x, places(height, scale), places(width, scale), fill);
      },
    });
  },
  {
    about: {
      name: "Random zoom",
      formula: "y = x scaled by s ~ U(1 − z, 1 + z), bilinear",
      use: "images whose subject is near or far",
      pitfall: "reduced much, fine structure aliases: pixels in between are not averaged",
      reference: "Shorten & Khoshgoftaar 2019",
      seeAlso: ["randomRotation", "randomShift"],
    },
  },
);
