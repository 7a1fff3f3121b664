import { withCard } from "@kaviar/base/card";
import { ones, type Tensor } from "@kaviar/tensor";
import type { Layer } from "../contract/layer.ts";
import { written } from "../contract/options.ts";
import { checkEpsilon } from "./contract/affine.ts";
import { normalizedAxes } from "./layer-norm.ts";

export interface RmsNormOptions {
  /** Added to the mean square, inside the root (1e-6). */
  readonly epsilon?: number;
  /** Whether there is a γ (yes). */
  readonly scale?: boolean;
}

const create = (options: RmsNormOptions = {}): Layer => {
  const { epsilon = 1e-6, scale = true } = options;
  checkEpsilon("rmsNorm", epsilon);
  const axisOf = (rank: number): number => normalizedAxes("rmsNorm", undefined, rank)[0]!;
  return {
    kind: "rmsNorm",
    options: written(options),
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
