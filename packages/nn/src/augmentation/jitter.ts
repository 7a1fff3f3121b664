import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { normal } from "@kaviar/tensor";
import type { Layer } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { createAugmentation } from "./contract/augmentation.ts";

const read = options("jitter", {
  /** Of a column's standard deviation. */
  share: notNegative.default(0.05),
});

export type JitterOptions = OptionsOf<typeof read>;

/**
 * Noise for tables: in training each number moves by a normal draw, in units of its column's standard deviation in the
 * batch, so columns need no common scale.
 *
 * ```ts
 * sequential(jitter({ share: 0.05 }), dense(64), relu, …)
 * ```
 * A batch of one example has no deviation and gets no noise.
 */
export const jitter = withCard(
  function jitter(given: JitterOptions = {}): Layer {
    const { share } = read(given);
    return createAugmentation({
      kind: "jitter",
      numbers: { share },
      draw: (key, x, numbers) => x.add(normal(key, x.shape).mul(x.std(0, { keepDims: true }).mul(numbers.share))),
    });
  },
  {
    about: {
      name: "Jitter",
      formula: "y = x + s·σ_column·n, n ~ N(0, 1)",
      use: "small tables of measured numbers",
      pitfall: "not for columns of codes or 0/1: 0.97 of a category means nothing",
      reference: "Bishop 1995",
      seeAlso: ["gaussianNoise", "mixup"],
    },
  },
);
