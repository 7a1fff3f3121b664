import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { type PerAxis, conv1d as slide1d, conv2d as slide2d } from "@kaviar/tensor";
import { argument, options } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { perAxis } from "../contract/per-axis.ts";
import { written } from "../contract/written.ts";
import { maskOfWindows } from "../pooling/contract/windows.ts";
import { createConvolution, kernelOptions } from "./contract/create-convolution.ts";
import { kernelOf, productOf } from "./contract/kernel.ts";

export const depthwiseOptions = (kind: string, axes: 1 | 2) =>
  options(kind, {
    ...kernelOptions(axes),
    /** Outputs for each channel. */
    multiplier: whole(1).default(1),
  });

export type DepthwiseConvOptions = OptionsOf<ReturnType<typeof depthwiseOptions>>;

const depthwise = (kind: string, axes: 1 | 2) => {
  const checkSize = argument(kind, "size", perAxis(axes));
  const read = depthwiseOptions(kind, axes);
  return (size: PerAxis, given: DepthwiseConvOptions = {}): Layer => {
    const kernel = kernelOf(checkSize(size), axes);
    const options = read(given);
    const { stride, padding, dilation, multiplier } = options;
    const window = { stride, padding, dilation };
    return createConvolution(
      {
        kind,
        axes,
        options: written({ size, ...given }),
        weights: (channels) => ({
          shape: [channels * multiplier, 1, ...kernel],
          fans: { in: productOf(kernel), out: multiplier * productOf(kernel) },
          filters: channels * multiplier,
        }),
        slide: (x, weight, bias) =>
          (axes === 1 ? slide1d : slide2d)(x, weight, { ...window, groups: x.shape[1]!, ...(bias ? { bias } : {}) }),
        maskOf: (mask) => maskOfWindows(mask, kernel[0]!, window),
      },
      options,
    );
  };
};

/** A kernel of its own for each feature of sequences [N, T, F]; see `depthwiseConv2d`. */
export const depthwiseConv1d = withCard(depthwise("depthwiseConv1d", 1), {
  about: {
    name: "Depthwise convolution along sequences",
    formula: "yₜ꜀ = Σₖ w꜀ₖ x₍ₜ₊ₖ₎꜀ + b꜀",
    use: "signals of many channels: looks along each by itself, with 1/F of the multiply-adds",
    pitfall: "features never meet: put dense(filters) behind it",
    reference: "Kaiser et al. 2018",
    seeAlso: ["separableConv1d", "conv1d"],
  },
});

/**
 * A kernel of its own for each channel of images [N, C, H, W]: nothing is mixed between channels.
 *
 * ```ts
 * sequential(depthwiseConv2d(3), batchNorm(), relu, conv2d(64, 1))
 * ```
 */
export const depthwiseConv2d = withCard(depthwise("depthwiseConv2d", 2), {
  about: {
    name: "Depthwise convolution",
    formula: "y꜀ᵢⱼ = Σₖₗ w꜀ₖₗ x꜀₍ᵢ₊ₖ₎₍ⱼ₊ₗ₎ + b꜀",
    use: "small nets: looks around in each channel with 1/C of the multiply-adds",
    pitfall:
      "channels never meet: put conv2d(filters, 1) behind it; it moves as much memory as conv2d, so it is not faster by as much",
    reference: "Howard et al. 2017",
    seeAlso: ["separableConv2d", "conv2d"],
  },
});
