import { withCard } from "@kaviar/base/card";
import { normal } from "@kaviar/tensor";
import { checkOption } from "../check-option.ts";
import type { Layer } from "../layers/contract/layer.ts";
import { createAugmentation } from "./contract/augmentation.ts";

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
  function jitter({ share = 0.05 }: { readonly share?: number } = {}): Layer {
    checkOption("jitter", "a share ≥ 0", share, share >= 0 && share < Infinity);
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
