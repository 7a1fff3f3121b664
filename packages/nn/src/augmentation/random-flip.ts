import { withCard } from "@kaviar/base/card";
import { type OptionsOf, part } from "@kaviar/base/check";
import { bernoulli, split } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";

const read = options("randomFlip", {
  /** How often left and right change sides. */
  horizontal: part.default(0.5),
  /** How often top and bottom do. */
  vertical: part.default(0),
});

export type RandomFlipOptions = OptionsOf<typeof read>;

/**
 * In training each image is mirrored with the given probabilities.
 *
 * ```ts
 * sequential(randomFlip(), conv2d(16, 3), relu, …)
 * ```
 * A direction whose probability is 0 here is no part of the graph: changing it in the state later does nothing.
 */
export const randomFlip = withCard(
  function randomFlip(given: RandomFlipOptions = {}): Layer {
    const { horizontal, vertical } = read(given);
    return createAugmentation({
      kind: "randomFlip",
      numbers: { horizontal, vertical },
      accepts: images("randomFlip"),
      draw: (key, x, numbers) => {
        const [first, second] = split(key);
        const shape = [x.shape[0]!, 1, 1, 1];
        const across = horizontal > 0 ? bernoulli(first!, shape, numbers.horizontal).where(x.flip(3), x) : x;
        return vertical > 0 ? bernoulli(second!, shape, numbers.vertical).where(across.flip(2), across) : across;
      },
    });
  },
  {
    about: {
      name: "Random flip",
      formula: "y = x mirrored with probability p, else x",
      use: "photographs: a mirrored cat is a cat",
      pitfall: "letters, digits and organs have a left and a right",
      reference: "Krizhevsky et al. 2012",
      seeAlso: ["randomRotation", "randomShift"],
    },
  },
);
