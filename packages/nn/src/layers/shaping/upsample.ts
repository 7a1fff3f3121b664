import { withCard } from "@kaviar/base/card";
import { concat, type Tensor } from "@kaviar/tensor";
import { plain } from "../contract/function-layer.ts";
import type { Layer } from "../contract/layer.ts";
import { checkWhole } from "../contract/options.ts";
import { spatialAxes } from "./contract/spatial-axes.ts";

/**
 * Every pixel of images [N, C, H, W] (step of sequences [N, T, F]) `factor` times along each axis.
 *
 * ```ts
 * sequential(upsample(2), conv2d(32, 3), relu)
 * ```
 */
export const upsample = withCard(
  (factor: number): Layer => {
    checkWhole("upsample", "times (factor)", factor);
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
