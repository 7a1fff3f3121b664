import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import {
  type PerAxis,
  convTranspose1d as slide1d,
  convTranspose2d as slide2d,
  convTranspose3d as slide3d,
} from "@kaviar/tensor";
import { argument, options } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { perAxis } from "../contract/per-axis.ts";
import { written } from "../contract/written.ts";
import { checkGroups, createConvolution, kernelOptions } from "./contract/create-convolution.ts";
import { kernelOf, productOf } from "./contract/kernel.ts";

const convTransposeOptions = (kind: string, axes: 1 | 2 | 3) =>
  options(kind, {
    ...kernelOptions(axes),
    /** Convolutions side by side, each of its share of the channels. */
    groups: whole(1).default(1),
    /** More elements at the end of each axis, fewer than the stride: those that a convolution would not have come to. */
    outputPadding: perAxis(axes, 0).default(0),
  });

export type ConvTransposeOptions = OptionsOf<ReturnType<typeof convTransposeOptions>>;

const slides = { 1: slide1d, 2: slide2d, 3: slide3d } as const;

const convTranspose = (kind: string, axes: 1 | 2 | 3) => {
  const checkFilters = argument(kind, "filters", whole(1));
  const checkSize = argument(kind, "size", perAxis(axes));
  const read = convTransposeOptions(kind, axes);
  return (filters: number, size: PerAxis, given: ConvTransposeOptions = {}): Layer => {
    checkFilters(filters);
    const kernel = kernelOf(checkSize(size), axes);
    const options = read(given);
    const { stride, padding, dilation, groups, outputPadding } = options;
    const strides = productOf(typeof stride === "number" ? new Array<number>(axes).fill(stride) : stride);
    const window = { stride, padding, dilation, groups, outputPadding };
    return createConvolution(
      {
        kind,
        axes,
        options: written({ filters, size, ...given }),
        places: "input",
        weights: (channels) => {
          checkGroups(kind, groups, channels, filters);
          const shape = [channels, filters / groups, ...kernel];
          // An output meets only one in so many weights as the stride steps over.
          const inputs = Math.max(1, ((channels / groups) * productOf(kernel)) / strides);
          return { shape, fans: { in: inputs, out: productOf(shape.slice(1)) }, filters };
        },
        slide: (x, weight, bias) => {
          const y = slides[axes](x, weight, window);
          return bias ? y.add(bias.reshape([filters, ...new Array<number>(axes).fill(1)])) : y;
        },
      },
      options,
    );
  };
};

/** `convTranspose2d` for sequences [N, T, F]: with padding "same" (the default) `stride` times as many steps. */
export const convTranspose1d = withCard(convTranspose("convTranspose1d", 1), {
  about: {
    name: "Transposed convolution along sequences",
    formula: "each input adds itself times the kernel to the output, `stride` steps further each time",
    use: "to lengthen sequences: decoders of signals",
    pitfall:
      "a size that the stride does not divide leaves a periodic trace: size 4 with stride 2, or upsample and conv1d",
    reference: "Zeiler et al. 2010",
    seeAlso: ["conv1d", "upsample"],
  },
});

/**
 * A convolution backwards: enlarges images [N, C, H, W], with padding "same" (the default) to H·stride by W·stride.
 *
 * ```ts
 * sequential(convTranspose2d(16, 4, { stride: 2 }), relu, convTranspose2d(1, 4, { stride: 2 }), sigmoid)
 * ```
 * A size that the stride does not divide paints a checkerboard; `upsample` before a `conv2d` does not.
 */
export const convTranspose2d = withCard(convTranspose("convTranspose2d", 2), {
  about: {
    name: "Transposed convolution over images",
    formula: "each input adds itself times the kernel to the output, `stride` pixels further each time",
    use: "to enlarge images: decoders, generators, segmentation",
    pitfall:
      "a size that the stride does not divide paints a checkerboard: size 4 with stride 2, or upsample and conv2d",
    reference: "Zeiler et al. 2010; the checkerboard: Odena et al. 2016",
    seeAlso: ["conv2d", "upsample"],
  },
});

/** `convTranspose2d` for volumes [N, C, D, H, W]. */
export const convTranspose3d = withCard(convTranspose("convTranspose3d", 3), {
  about: {
    name: "Transposed convolution through volumes",
    formula: "each input adds itself times the kernel to the output, `stride` places further each time",
    use: "to enlarge volumes: decoders of scans and films",
    pitfall: "a size that the stride does not divide leaves a grid: size 4 with stride 2",
    reference: "Çiçek et al. 2016",
    seeAlso: ["conv3d", "convTranspose2d"],
  },
});
