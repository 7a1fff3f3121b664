import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { type PerAxis, conv1d as slide1d, conv2d as slide2d, conv3d as slide3d } from "@kaviar/tensor";
import { argument, options } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { perAxis } from "../contract/per-axis.ts";
import { written } from "../contract/written.ts";
import { maskOfWindows } from "../pooling/contract/windows.ts";
import { checkGroups, createConvolution, kernelOptions } from "./contract/create-convolution.ts";
import { kernelOf, productOf } from "./contract/kernel.ts";

const convOptions = (kind: string, axes: 1 | 2 | 3) =>
  options(kind, {
    ...kernelOptions(axes),
    /** Convolutions side by side, each of its share of the channels. */
    groups: whole(1).default(1),
  });

export type ConvOptions = OptionsOf<ReturnType<typeof convOptions>>;

const slides = { 1: slide1d, 2: slide2d, 3: slide3d } as const;

const conv = (kind: string, axes: 1 | 2 | 3) => {
  const checkFilters = argument(kind, "filters", whole(1));
  const checkSize = argument(kind, "size", perAxis(axes));
  const read = convOptions(kind, axes);
  return (filters: number, size: PerAxis, given: ConvOptions = {}): Layer => {
    checkFilters(filters);
    const kernel = kernelOf(checkSize(size), axes);
    const options = read(given);
    const { stride, padding, dilation, groups } = options;
    const window = { stride, padding, dilation, groups };
    return createConvolution(
      {
        kind,
        axes,
        options: written({ filters, size, ...given }),
        weights: (channels) => {
          checkGroups(kind, groups, channels, filters);
          const shape = [filters, channels / groups, ...kernel];
          const fans = { in: productOf(shape.slice(1)), out: (filters / groups) * productOf(kernel) };
          return { shape, fans, filters };
        },
        slide: (x, weight, bias) => slides[axes](x, weight, { ...window, ...(bias ? { bias } : {}) }),
        maskOf: (mask) => maskOfWindows(mask, kernel[0]!, window),
      },
      options,
    );
  };
};

/**
 * Slides kernels along sequences [N, T, F]: each of `filters` outputs a step sees `size` steps of all features.
 *
 * ```ts
 * sequential(conv1d(32, 5, { stride: 2 }), relu)
 * ```
 * It looks ahead as far as back; `padding: [[size − 1, 0]]` looks only back. The engine's own order is [N, F, T], so
 * there is a transposition on either side.
 */
export const conv1d = withCard(conv("conv1d", 1), {
  about: {
    name: "Convolution along sequences",
    formula: "yₜₒ = Σₖ꜀ wₒ꜀ₖ x₍ₜ₊ₖ₎꜀ + bₒ",
    use: "sequences and signals: patterns of `size` steps, wherever they are",
    pitfall:
      'padding "same" looks ahead: to forecast use `padding: [[size − 1, 0]]`; one layer sees `size` steps and no more: stack them, or space them by `dilation`',
    reference: "Waibel et al. 1989",
    seeAlso: ["conv2d", "lstm", "multiHeadAttention"],
  },
});

/**
 * Slides kernels over images [N, C, H, W]: each of `filters` outputs sees a window of all channels.
 *
 * ```ts
 * sequential(conv2d(32, 3), batchNorm(), relu, maxPool(2))
 * ```
 * Padding is "same" unless said, and with a stride the odd zero goes behind, as in Keras; PyTorch's `padding=1` is
 * `padding: 1`.
 */
export const conv2d = withCard(conv("conv2d", 2), {
  about: {
    name: "Convolution over images",
    formula: "yₒᵢⱼ = Σ꜀ₖₗ wₒ꜀ₖₗ x꜀₍ᵢ₊ₖ₎₍ⱼ₊ₗ₎ + bₒ",
    use: "images: the same small pattern means the same wherever it is",
    pitfall:
      "images are [N, C, H, W]: where colours come last, channelsFirst goes before it; it sees its window only, so depth, strides or pooling must widen the view",
    reference: "LeCun et al. 1998",
    seeAlso: ["maxPool", "depthwiseConv2d", "separableConv2d", "convTranspose2d"],
  },
});

/**
 * Slides kernels through volumes [N, C, D, H, W]: each of `filters` outputs sees a block of all channels.
 *
 * ```ts
 * sequential(conv3d(16, 3), relu, maxPool(2), globalAveragePool(), dense(2))       // scans, or films as [N, C, T, H, W]
 * ```
 */
export const conv3d = withCard(conv("conv3d", 3), {
  about: {
    name: "Convolution through volumes",
    formula: "yₒₐᵢⱼ = Σ꜀ₘₖₗ wₒ꜀ₘₖₗ x꜀₍ₐ₊ₘ₎₍ᵢ₊ₖ₎₍ⱼ₊ₗ₎ + bₒ",
    use: "scans of bodies and matter; short films, whose time is the depth",
    pitfall: "a 3×3×3 kernel has three times the weights of a 3×3 one, and a volume many more places: pool early",
    reference: "Ji et al. 2013",
    seeAlso: ["conv2d", "maxPool", "convTranspose3d", "convLstm2d"],
  },
});
