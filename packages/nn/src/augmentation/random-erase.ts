import { withCard } from "@kaviar/base/card";
import { finite, law, type OptionsOf, part } from "@kaviar/base/check";
import { bernoulli, type Key, split, uniform } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";
import { boxMask } from "./contract/box.ts";

/** Sides from 0.3 : 1 to 1 : 0.3. */
const stretched = Math.log(1 / 0.3);

const areaLaw = law<readonly [smallest: number, largest: number]>(
  "0 ≤ smallest ≤ largest ≤ 1",
  (area) => Array.isArray(area) && area.length === 2 && area[0] >= 0 && area[0] <= area[1] && area[1] <= 1,
);

const read = options("randomErase", {
  /** How often an image loses a rectangle. */
  probability: part.default(0.5),
  /** The smallest and the largest share of the picture that is erased. */
  area: areaLaw.default([0.02, 0.33]),
  /** What stands there instead. */
  value: finite.default(0),
});

export type RandomEraseOptions = OptionsOf<typeof read>;

/**
 * In training a rectangle of each image, of its own size and place, is erased with some probability.
 *
 * ```ts
 * sequential(randomErase({ probability: 0.5 }), conv2d(16, 3), relu, …)
 * ```
 */
export const randomErase = withCard(
  function randomErase(given: RandomEraseOptions = {}): Layer {
    const {
      probability,
      area: [smallest, largest],
      value,
    } = read(given);
    return createAugmentation({
      kind: "randomErase",
      numbers: { probability, smallest, largest, value },
      options: { probability, area: [smallest, largest], value },
      accepts: images("randomErase"),
      draw: (key, x, numbers) => {
        const [n, , rows, columns] = x.shape as [number, number, number, number];
        const [happens, sized, shaped, down, across] = split(key, 5) as [Key, Key, Key, Key, Key];
        const pixels = uniform(sized, [n, 1])
          .mul(numbers.largest.sub(numbers.smallest))
          .add(numbers.smallest)
          .mul(rows * columns);
        const aspect = uniform(shaped, [n, 1], { low: -stretched, high: stretched }).exp();
        const height = pixels.mul(aspect).sqrt().round().minimum(rows);
        const width = pixels.div(aspect).sqrt().round().minimum(columns);
        const place = (from: Key, length: number, size: typeof height) =>
          uniform(from, [n, 1])
            .mul(size.neg().add(length + 1))
            .floor();
        const box = { height, width, top: place(down, rows, height), left: place(across, columns, width) };
        const erased = boxMask(box, rows, columns).mul(
          bernoulli(happens, [n, 1, 1, 1], numbers.probability).cast("float32"),
        );
        return x.mul(erased.neg().add(1)).add(erased.mul(numbers.value));
      },
    });
  },
  {
    about: {
      name: "Random erasing",
      formula: "y = v inside a random rectangle, else x",
      use: "subjects that may be half hidden; against relying on one detail",
      pitfall: "the default value 0 is grey only where the pixels have mean 0",
      reference: "Zhong et al. 2020",
      seeAlso: ["cutout", "cutmix"],
    },
  },
);
