import { withCard } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import type { Layer } from "../contract/layer.ts";
import { maskBeside } from "../contract/mask.ts";
import { checkImagesOrSequences } from "./contract/create-pool.ts";

/** All axes but the batch and the features. */
const placesOf = (x: Tensor): number[] => (x.rank === 3 ? [1] : [2, 3, 4].slice(0, x.rank - 2));

const globalPool = (kind: string, pool: (x: Tensor, there: Tensor | undefined) => Tensor) => (): Layer => ({
  kind,
  options: {},
  init: (_, inputShape) => {
    checkImagesOrSequences(kind, inputShape);
    return { params: {}, state: {}, outputShape: [inputShape[inputShape.length === 2 ? 1 : 0]!] };
  },
  apply: (_, state, x, { mask }) => ({
    y: pool(x, mask && x.rank === 3 ? maskBeside(mask, x) : undefined),
    state,
    mask: null,
  }),
});

/**
 * The mean of each channel of images [N, C, H, W] or volumes [N, C, D, H, W], or of each feature of sequences [N, T, F]: one
 * row [N, C].
 *
 * ```ts
 * sequential(conv2d(64, 3), relu, globalAveragePool(), dense(10))      // images of any size
 * ```
 * Steps that a mask leaves out do not count.
 */
export const globalAveragePool = withCard(
  globalPool("globalAveragePool", (x, there) =>
    there ? x.mul(there).sum(1).div(there.sum(1).maximum(1)) : x.mean(placesOf(x)),
  ),
  {
    about: {
      name: "Global average pooling",
      formula: "y꜀ = mean of x꜀ over all places",
      use: "between convolutions and the head, in place of flatten: no weights, images of any size",
      pitfall: "a small thing in a large picture is averaged away; where it was is lost",
      reference: "Lin et al. 2014",
      seeAlso: ["flatten", "globalMaxPool", "averagePool"],
    },
  },
);

/** The largest of each channel of images [N, C, H, W], or of each feature of sequences [N, T, F]; see `globalAveragePool`. */
export const globalMaxPool = withCard(
  globalPool("globalMaxPool", (x, there) => {
    if (!there) return x.max(placesOf(x));
    const largest = there.greater(0).where(x, Number.NEGATIVE_INFINITY).max(1);
    return there.max(1).greater(0).where(largest, 0);
  }),
  {
    about: {
      name: "Global max pooling",
      formula: "y꜀ = max of x꜀ over all places",
      use: "was the pattern there at all? Texts, events in signals",
      pitfall: "one place decides and gets the whole gradient: noisier than the mean, and an outlier is enough",
      reference: "Collobert et al. 2011",
      seeAlso: ["globalAveragePool", "maxPool"],
    },
  },
);
