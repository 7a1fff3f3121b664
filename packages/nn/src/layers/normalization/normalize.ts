import { withCard } from "@kaviar/base/card";
import { ones, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { besideFeatures, featureAxis, otherAxes } from "../contract/feature-axis.ts";
import type { Layer, State } from "../contract/layer.ts";
import { maskBeside } from "../contract/mask.ts";

type Fitted = State & { readonly mean: Tensor; readonly std: Tensor };

const create = (): Layer => ({
  kind: "normalize",
  options: {},
  init: (_, inputShape) => {
    const features = inputShape[featureAxis(inputShape.length + 1) - 1];
    if (features === undefined) {
      throw new ModelError("shape", "normalize needs features along the last axis: got one number an example.", {
        remedy: "Give x the shape [N, 1].",
      });
    }
    return { params: {}, state: { mean: zeros([features]), std: ones([features]) }, outputShape: inputShape };
  },
  apply: (_, state, x, { fitting, mask }) => {
    const fitted = fitting ? fit(x, mask) : (state as Fitted);
    const beside = besideFeatures(x.rank);
    return { y: x.sub(fitted.mean.reshape(beside)).div(fitted.std.reshape(beside)), state: fitted };
  },
});

const fit = (x: Tensor, mask: Tensor<"bool"> | undefined): Fitted => {
  const axes = otherAxes(x.rank);
  const there = mask && x.rank === 3 ? maskBeside(mask, x) : undefined;
  const over = (values: Tensor): Tensor =>
    there ? values.mul(there).sum(axes).div(there.sum().maximum(1)) : values.mean(axes);
  const mean = over(x);
  const variance = over(x.sub(mean.reshape(besideFeatures(x.rank))).square());
  // By their extremes, since rounding leaves equal numbers a variance above 0.
  const [low, high] = there
    ? [there.greater(0).where(x, Infinity).min(axes), there.greater(0).where(x, -Infinity).max(axes)]
    : [x.min(axes), x.max(axes)];
  return { mean, std: low.less(high).where(variance.sqrt(), 1) };
};

/**
 * Each feature less its mean, over its standard deviation, both of the training rows: scaling inside the net.
 *
 * ```ts
 * sequential(normalize(), dense(32), relu, dense(1))      // raw columns in, also from the exported file
 * ```
 * Fitted once before training; the mean and deviation are part of the file. A column that is constant is divided by 1.
 * Images have one mean and deviation a channel.
 */
export const normalize = withCard(create, {
  about: {
    name: "Normalize",
    formula: "y = (x − μ)/σ, μ and σ of each column of the training rows",
    use: "first in a net that takes raw columns: it cannot be forgotten at prediction",
    pitfall: "outliers stretch σ; it is fitted once, and does not learn",
    reference: "LeCun et al. 1998, Efficient BackProp",
    seeAlso: ["batchNorm"],
  },
});
