import { withCard } from "@kaviar/base/card";
import { whole } from "@kaviar/base/check";
import { concat, type Tensor } from "@kaviar/tensor";
import { argument } from "../../options.ts";
import { plain } from "../contract/function-layer.ts";
import type { Layer } from "../contract/layer.ts";
import { spatialAxes } from "./contract/spatial-axes.ts";

const checkFactor = argument("upsample", "factor", whole(1));

/**
 * Every pixel of images [N, C, H, W] (step of sequences [N, T, F]) `factor` times along each axis.
 *
 * ```ts
 * sequential(upsample(2), conv2d(32, 3), relu)
 * ```
 */
export const upsample = withCard(
  (factor: number): Layer => {
    checkFactor(factor);
    return plain("upsample", (x) => spatialAxes("upsample", x).reduce((y, axis) => repeated(y, axis, factor), x), {
      factor,
    });
  },
  {
    about: {
      name: "Upsampling",
      formula: "yᵢ = x at ⌊i/factor⌋",
      use: "decoders: upsample(2) and conv2d enlarge without a checkerboard",
      pitfall: "it adds no detail: what is sharp the convolution behind it has to learn",
      reference: "Odena et al. 2016",
      seeAlso: ["convTranspose2d", "resize"],
    },
  },
);

/** Copies side by side on an axis of their own, which is then taken into the axis before: faster than a gather. */
const repeated = (x: Tensor, axis: number, times: number): Tensor => {
  const cells = x.expandDims(axis + 1);
  const copies = concat(new Array<Tensor>(times).fill(cells), axis + 1);
  return copies.reshape(x.shape.map((length, i) => (i === axis ? length * times : length)));
};
