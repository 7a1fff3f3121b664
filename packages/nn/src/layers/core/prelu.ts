import { withCard } from "@kaviar/base/card";
import { finite, type OptionsOf } from "@kaviar/base/check";
import { full, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { options } from "../../options.ts";
import { besideFeatures, featureAxis } from "../contract/feature-axis.ts";
import type { Layer } from "../contract/layer.ts";
import { written } from "../contract/written.ts";

const read = options("prelu", {
  /** Where the slopes begin. */
  initial: finite.default(0.25),
});

export type PreluOptions = OptionsOf<typeof read>;

const create = (given: PreluOptions = {}): Layer => {
  const { initial } = read(given);
  return {
    kind: "prelu",
    options: written(given),
    init: (_, inputShape) => {
      const features = inputShape[featureAxis(inputShape.length + 1) - 1];
      if (features === undefined) {
        throw new ModelError("shape", "prelu needs features along the last axis: got one number an example.", {
          remedy: "Give x the shape [N, 1].",
        });
      }
      return { params: { slope: full([features], initial) }, state: {}, outputShape: inputShape };
    },
    apply: ({ slope }, state, x) => {
      const positive = x.relu();
      return { y: positive.add(x.sub(positive).mul((slope as Tensor).reshape(besideFeatures(x.rank)))), state };
    },
  };
};

/** max(0, x) + α·min(0, x), the slope α of each channel learned: `sequential(conv2d(16, 3), prelu())`. */
export const prelu = withCard(create, {
  about: {
    name: "PReLU",
    formula: "max(0, x) + α min(0, x), α learned for each channel, from 0.25",
    range: "(−∞, ∞)",
    use: "in place of leaky ReLU where there are data enough to learn the slopes",
    pitfall: 'weight decay on α pulls it to ReLU: decay(…, not(named("slope")))',
    reference: "He et al. 2015",
    seeAlso: ["leakyRelu", "relu"],
  },
});
