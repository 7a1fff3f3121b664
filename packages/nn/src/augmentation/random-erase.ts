import { withCard } from "@kaviar/base/card";
import { bernoulli, type Key, split, uniform } from "@kaviar/tensor";
import { checkOption } from "../check-option.ts";
import type { Layer } from "../layers/contract/layer.ts";
import { createAugmentation, images } from "./contract/augmentation.ts";
import { boxMask } from "./contract/box.ts";

export interface RandomEraseOptions {
  readonly probability?: number;
  /** The smallest and the largest share of the picture that is erased. */
  readonly area?: readonly [smallest: number, largest: number];
  /** What stands there instead. */
  readonly value?: number;
}

/** Sides from 0.3 : 1 to 1 : 0.3. */
const stretched = Math.log(1 / 0.3);

/**
 * In training a rectangle of each image, of its own size and place, is erased with some probability.
 *
 * ```ts
 * sequential(randomErase({ probability: 0.5 }), conv2d(16, 3), relu, …)
 * ```
 */
export const randomErase = withCard(
  function randomErase({
    probability = 0.5,
    area: [smallest, largest] = [0.02, 0.33],
    value = 0,
  }: RandomEraseOptions = {}): Layer {
    checkOption("randomErase", "a probability in [0, 1]", probability, probability >= 0 && probability <= 1);
    checkOption(
      "randomErase",
      "0 ≤ smallest ≤ largest ≤ 1 for `area`",
      [smallest, largest],
      smallest >= 0 && smallest <= largest && largest <= 1,
    );
    checkOption("randomErase", "a finite value", value, Number.isFinite(value));
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
