import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { type PerAxis, conv2d as slide } from "@kaviar/tensor";
import { argument, options } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { perAxis } from "../contract/per-axis.ts";
import { written } from "../contract/written.ts";
import { createConvolution, kernelOptions } from "./contract/create-convolution.ts";
import { kernelOf, productOf } from "./contract/kernel.ts";

export const depthwiseOptions = (kind: string) =>
  options(kind, {
    ...kernelOptions(2),
    /** Outputs for each channel. */
    multiplier: whole(1).default(1),
  });

export type DepthwiseConvOptions = OptionsOf<ReturnType<typeof depthwiseOptions>>;

const checkSize = argument("depthwiseConv2d", "size", perAxis(2));
const read = depthwiseOptions("depthwiseConv2d");

/**
 * A kernel of its own for each channel of images [N, C, H, W]: nothing is mixed between channels.
 *
 * ```ts
 * sequential(depthwiseConv2d(3), batchNorm(), relu, conv2d(64, 1))
 * ```
 */
export const depthwiseConv2d = withCard(
  (size: PerAxis, given: DepthwiseConvOptions = {}): Layer => {
    const kernel = kernelOf(checkSize(size), 2);
    const options = read(given);
    const { stride, padding, dilation, multiplier } = options;
    return createConvolution(
      {
        kind: "depthwiseConv2d",
        axes: 2,
        options: written({ size, ...given }),
        weights: (channels) => ({
          shape: [channels * multiplier, 1, ...kernel],
          fans: { in: productOf(kernel), out: multiplier * productOf(kernel) },
          filters: channels * multiplier,
        }),
        slide: (x, weight, bias) =>
          slide(x, weight, { stride, padding, dilation, groups: x.shape[1]!, ...(bias ? { bias } : {}) }),
      },
      options,
    );
  },
  {
    about: {
      name: "Depthwise convolution",
      formula: "y꜀ᵢⱼ = Σₖₗ w꜀ₖₗ x꜀₍ᵢ₊ₖ₎₍ⱼ₊ₗ₎ + b꜀",
      use: "small nets: looks around in each channel with 1/C of the multiply-adds",
      pitfall:
        "channels never meet: put conv2d(filters, 1) behind it; it moves as much memory as conv2d, so it is not faster by as much",
      reference: "Howard et al. 2017",
      seeAlso: ["separableConv2d", "conv2d"],
    },
  },
);
