import { withCard } from "@kaviar/base/card";
import { type PerAxis, conv2d as slide } from "@kaviar/tensor";
import type { Layer } from "../contract/layer.ts";
import { checkPadding, checkPerAxis, checkWhole, written } from "../contract/options.ts";
import { createConvolution, type KernelOptions } from "./contract/create-convolution.ts";
import { kernelOf, productOf } from "./contract/kernel.ts";

export interface DepthwiseConvOptions extends KernelOptions {
  /** Outputs for each channel (1). */
  readonly multiplier?: number;
}

/**
 * A kernel of its own for each channel of images [N, C, H, W]: nothing is mixed between channels.
 *
 * ```ts
 * sequential(depthwiseConv2d(3), batchNorm(), relu, conv2d(64, 1))
 * ```
 */
export const depthwiseConv2d = withCard(
  (size: PerAxis, options: DepthwiseConvOptions = {}): Layer => {
    const kind = "depthwiseConv2d";
    const { stride = 1, padding = "same", dilation = 1, multiplier = 1 } = options;
    checkWhole(kind, "outputs a channel (multiplier)", multiplier);
    checkPadding(kind, padding);
    checkPerAxis(kind, "stride", stride, 2);
    checkPerAxis(kind, "dilation", dilation, 2);
    const kernel = kernelOf(kind, size, 2);
    return createConvolution(
      {
        kind,
        axes: 2,
        options: written({ size, ...options }),
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
