import { withCard } from "@kaviar/base/card";
import { bernoulli, type Shape, type Tensor, tensor } from "@kaviar/tensor";
import { argument } from "../../options.ts";
import { featureAxis } from "../contract/feature-axis.ts";
import type { Layer } from "../contract/layer.ts";
import { leftOut } from "../contract/left-out.ts";

const leavingOut = (kind: string, drawn: (shape: Shape) => Shape) => {
  const checkShare = argument(kind, "share", leftOut);
  return (share: number): Layer => {
    checkShare(share);
    return {
      kind,
      options: { share },
      init: (_, inputShape) => ({ params: {}, state: { share: tensor(share) }, outputShape: inputShape }),
      apply: (_, state, x, context) => {
        if (!context.training) return { y: x, state };
        const kept = (state.share as Tensor).neg().add(1);
        const factor = bernoulli(context.key, drawn(x.shape), kept).cast("float32").div(kept);
        return { y: x.mul(factor), state };
      },
    };
  };
};

/**
 * In training each number is 0 with probability `share`, the others are divided by 1 − share; at prediction all pass.
 *
 * ```ts
 * sequential(dense(128), relu, dropout(0.5), dense(10))
 * ```
 * The share is part of the state: another one compiles nothing again.
 */
export const dropout = withCard(
  leavingOut("dropout", (shape) => shape),
  {
    about: {
      name: "Dropout",
      formula: "y = x · kept/(1 − p), kept ~ Bernoulli(1 − p); y = x at prediction",
      use: "against overfitting, after wide layers; p from 0.2 to 0.5: no unit is relied on, as if many nets were averaged",
      pitfall: "the training loss is higher than without, often above the validation loss: that is no error",
      reference: "Srivastava et al. 2014",
      seeAlso: ["spatialDropout", "alphaDropout"],
    },
  },
);

/** One draw for all places of a feature. */
const featureOnly = (shape: Shape): Shape =>
  shape.map((length, axis) => (axis === 0 || axis === featureAxis(shape.length) ? length : 1));

/**
 * Dropout of whole channels of images [N, C, H, W], or whole features of sequences [N, T, F]: neighbours say nearly the
 * same, so leaving out single ones hides nothing.
 *
 * ```ts
 * sequential(conv2d(32, 3), relu, spatialDropout(0.2))
 * ```
 */
export const spatialDropout = withCard(leavingOut("spatialDropout", featureOnly), {
  about: {
    name: "Spatial dropout",
    formula: "y = x · kept/(1 − p), one draw of kept for each channel of each example",
    use: "after convolutions",
    pitfall: "with few channels a share takes out a lot at once",
    reference: "Tompson et al. 2015",
    seeAlso: ["dropout"],
  },
});
