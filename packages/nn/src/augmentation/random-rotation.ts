import { withCard } from "@kaviar/base/card";
import { uniform } from "@kaviar/tensor";
import { checkOption } from "../check-option.ts";
import type { Layer } from "../layers/contract/layer.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";
import { type Fill, fills } from "./contract/resample.ts";
import { rotate } from "./contract/rotate.ts";

export interface RandomRotationOptions {
  /** The largest angle, to either side. */
  readonly degrees?: number;
  readonly fill?: Fill;
}

/**
 * In training each image is turned about its middle by its own angle, up to `degrees` to either side.
 *
 * ```ts
 * sequential(randomRotation({ degrees: 15 }), conv2d(16, 3), relu, …)
 * ```
 */
export const randomRotation = withCard(
  function randomRotation({ degrees = 10, fill = "zeros" }: RandomRotationOptions = {}): Layer {
    checkOption("randomRotation", "degrees from 0 to 180", degrees, degrees >= 0 && degrees <= 180);
    checkOption("randomRotation", `a fill of ${fills.join(", ")}`, fill, fills.includes(fill));
    return createAugmentation({
      kind: "randomRotation",
      numbers: { degrees },
      options: { degrees, fill },
      accepts: images("randomRotation"),
      draw: (key, x, numbers) => {
        const angles = uniform(key, [x.shape[0]!], { low: -Math.PI / 180, high: Math.PI / 180 });
        return rotate(x, angles.mul(numbers.degrees), fill);
      },
    });
  },
  {
    about: {
      name: "Random rotation",
      formula: "y = x turned by α ~ U(−d, d), bilinear",
      use: "images whose subject may be tilted",
      pitfall: "turned far enough a 6 is a 9; corners are cut off",
      reference: "Simard et al. 2003",
      seeAlso: ["randomFlip", "randomZoom"],
    },
  },
);
