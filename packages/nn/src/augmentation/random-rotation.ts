import { withCard } from "@kaviar/base/card";
import { law, type OptionsOf } from "@kaviar/base/check";
import { uniform } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";
import { fillLaw } from "./contract/resample.ts";
import { rotate } from "./contract/rotate.ts";

const read = options("randomRotation", {
  /** The largest angle, to either side. */
  degrees: law<number>("from 0 to 180", (x) => typeof x === "number" && x >= 0 && x <= 180).default(10),
  /** What lies beyond the border. */
  fill: fillLaw.default("zeros"),
});

export type RandomRotationOptions = OptionsOf<typeof read>;

/**
 * In training each image is turned about its middle by its own angle, up to `degrees` to either side.
 *
 * ```ts
 * sequential(randomRotation({ degrees: 15 }), conv2d(16, 3), relu, …)
 * ```
 */
export const randomRotation = withCard(
  function randomRotation(given: RandomRotationOptions = {}): Layer {
    const { degrees, fill } = read(given);
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
