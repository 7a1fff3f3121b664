import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, positive } from "@kaviar/base/check";
import { ones, type Tensor } from "@kaviar/tensor";
import { options } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { written } from "../contract/written.ts";
import { normalizedAxes } from "./layer-norm.ts";

const read = options("rmsNorm", {
  /** Added to the mean square, inside the root. */
  epsilon: positive.remedy("It keeps inputs of 0 from dividing 0 by 0: 1e-6.").default(1e-6),
  /** Whether there is a γ. */
  scale: flag.default(true),
});

export type RmsNormOptions = OptionsOf<typeof read>;

const create = (given: RmsNormOptions = {}): Layer => {
  const { epsilon, scale } = read(given);
  const axisOf = (rank: number): number => normalizedAxes("rmsNorm", undefined, rank)[0]!;
  return {
    kind: "rmsNorm",
    options: written(given),
    init: (_, inputShape) => ({
      params: scale ? { gamma: ones([inputShape[axisOf(inputShape.length + 1) - 1]!]) } : {},
      state: {},
      outputShape: inputShape,
    }),
    apply: ({ gamma }, state, x) => {
      const axis = axisOf(x.rank);
      const y = x.mul(x.square().mean(axis, { keepDims: true }).add(epsilon).rsqrt());
      const beside = x.shape.map((length, i) => (i === axis ? length : 1));
      return { y: gamma ? y.mul((gamma as Tensor).reshape(beside)) : y, state };
    },
  };
};

/** Layer normalization without taking the mean out: x over the root of its mean square over the features, times γ. */
export const rmsNorm = withCard(create, {
  about: {
    name: "RMS normalization",
    formula: "y = γ x/√(mean(x²) + ε)",
    use: "transformers, in place of layer normalization: one pass less",
    pitfall: "the mean stays in",
    reference: "Zhang & Sennrich 2019",
    seeAlso: ["layerNorm"],
  },
});
