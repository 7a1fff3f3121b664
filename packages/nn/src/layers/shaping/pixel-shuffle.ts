import { withCard } from "@kaviar/base/card";
import { whole } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { argument } from "../../options.ts";
import { plain } from "../contract/function-layer.ts";
import type { Layer } from "../contract/layer.ts";

const checkFactor = argument("pixelShuffle", "factor", whole(1));

const shuffled = (x: Tensor, factor: number): Tensor => {
  const [images, channels = 0, height, width] = x.shape as [number, number, number, number];
  if (x.rank !== 4 || channels % factor ** 2 !== 0) {
    throw new ModelError(
      "shape",
      `pixelShuffle needs images [N, C, H, W] whose channels ${factor}² divides: got [${["N", ...x.shape.slice(1)].join(", ")}].`,
      { remedy: `Put conv2d(channels * ${factor ** 2}, 3) before it.` },
    );
  }
  return x
    .reshape([images, channels / factor ** 2, factor, factor, height, width])
    .transpose([0, 1, 4, 2, 5, 3])
    .reshape([images, channels / factor ** 2, height * factor, width * factor]);
};

/**
 * Channels become pixels: [N, C·r², H, W] gives [N, C, H·r, W·r], as in PyTorch.
 *
 * ```ts
 * sequential(conv2d(64, 3), relu, conv2d(3 * 4, 3), pixelShuffle(2))         // twice as large, three channels
 * ```
 */
export const pixelShuffle = withCard(
  (factor: number): Layer => {
    checkFactor(factor);
    return plain("pixelShuffle", (x) => shuffled(x, factor), { factor });
  },
  {
    about: {
      name: "Pixel shuffle",
      formula: "y[c, r·i + a, r·j + b] = x[c·r² + r·a + b, i, j]",
      use: "super-resolution: all convolutions stay small, the last one's channels become pixels",
      pitfall: "kernels that begin apart paint a checkerboard: start them alike, or use upsample",
      reference: "Shi et al. 2016",
      seeAlso: ["upsample", "convTranspose2d", "resize"],
    },
  },
);
