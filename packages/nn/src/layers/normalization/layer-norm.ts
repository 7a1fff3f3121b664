import { withCard } from "@kaviar/base/card";
import { law, listOf, type OptionsOf } from "@kaviar/base/check";
import { ModelError } from "../../error.ts";
import { options } from "../../options.ts";
import { featureAxis } from "../contract/feature-axis.ts";
import type { Layer } from "../contract/layer.ts";
import { written } from "../contract/written.ts";
import { affine, affineOptions, affineParams, standardized } from "./contract/affine.ts";

const read = options("layerNorm", {
  ...affineOptions,
  /** What is normalized together: the axis of the features unless said (1 for images [N, C, H, W], otherwise the last). */
  axes: listOf(law<number>("a whole number", Number.isInteger)).optional(),
});

export type LayerNormOptions = OptionsOf<typeof read>;

/** Axes counted as in x, in order. */
export const normalizedAxes = (kind: string, axes: readonly number[] | undefined, rank: number): readonly number[] => {
  const list = (axes ?? [featureAxis(rank)]).map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
  const fits = list.every((axis, i) => Number.isInteger(axis) && axis >= 1 && axis < rank && axis !== list[i - 1]);
  if (fits && list.length > 0) return list;
  throw new ModelError(
    "options",
    `${kind} needs different axes from 1 to ${rank - 1}, the batch being 0: got [${(axes ?? []).join(", ")}].`,
    { remedy: "Leave them out to normalize over the features." },
  );
};

const create = (given: LayerNormOptions = {}): Layer => {
  const options = read(given);
  const { epsilon } = options;
  return {
    kind: "layerNorm",
    options: written(given),
    init: (_, inputShape) => {
      const axes = normalizedAxes("layerNorm", options.axes, inputShape.length + 1);
      const shape = axes.map((axis) => inputShape[axis - 1]!);
      return { params: affineParams(shape, options), state: {}, outputShape: inputShape };
    },
    apply: (params, state, x) => {
      const axes = normalizedAxes("layerNorm", options.axes, x.rank);
      const beside = x.shape.map((length, axis) => (axes.includes(axis) ? length : 1));
      return { y: affine(standardized(x, axes, epsilon), params, beside), state };
    },
  };
};

/**
 * Each example (each step of a sequence, each pixel of an image) with mean β and deviation γ over its features.
 *
 * ```ts
 * sequential(dense(64), layerNorm(), gelu)
 * ```
 * The same in training and prediction. `axes: [1, 2, 3]` normalizes an image as a whole.
 */
export const layerNorm = withCard(create, {
  about: {
    name: "Layer normalization",
    formula: "y = γ (x − μ)/√(σ² + ε) + β, μ and σ² over the features of one example",
    use: "transformers, recurrent nets, small batches",
    pitfall: "features of different units are mixed into one mean: not for raw tables, use normalize there",
    reference: "Ba et al. 2016",
    seeAlso: ["batchNorm", "rmsNorm"],
  },
});
