import { withCard } from "@kaviar/base/card";
import { type PerAxis, convTranspose1d as slide1d, convTranspose2d as slide2d } from "@kaviar/tensor";
import type { Layer } from "../contract/layer.ts";
import { checkPadding, checkPerAxis, checkWhole, written } from "../contract/options.ts";
import { checkGroups, createConvolution } from "./contract/create-convolution.ts";
import { kernelOf, productOf } from "./contract/kernel.ts";
import type { ConvOptions } from "./conv.ts";

export interface ConvTransposeOptions extends ConvOptions {
  /** More elements at the end of each axis, fewer than the stride: those that a convolution would not have come to (0). */
  readonly outputPadding?: PerAxis;
}

const convTranspose =
  (kind: string, axes: 1 | 2) =>
  (filters: number, size: PerAxis, options: ConvTransposeOptions = {}): Layer => {
    const { stride = 1, padding = "same", dilation = 1, groups = 1, outputPadding = 0 } = options;
    checkWhole(kind, "filters", filters);
    checkWhole(kind, "groups", groups);
    checkPadding(kind, padding);
    checkPerAxis(kind, "stride", stride, axes);
    checkPerAxis(kind, "dilation", dilation, axes);
    checkPerAxis(kind, "outputPadding", outputPadding, axes, 0);
    const kernel = kernelOf(kind, size, axes);
    const strides = productOf(typeof stride === "number" ? new Array<number>(axes).fill(stride) : stride);
    const window = { stride, padding, dilation, groups, outputPadding };
    return createConvolution(
      {
        kind,
        axes,
        options: written({ filters, size, ...options }),
        places: "input",
        weights: (channels) => {
          checkGroups(kind, groups, channels, filters);
          const shape = [channels, filters / groups, ...kernel];
          // An output meets only one in so many weights as the stride steps over.
          const inputs = Math.max(1, ((channels / groups) * productOf(kernel)) / strides);
          return { shape, fans: { in: inputs, out: productOf(shape.slice(1)) }, filters };
        },
        slide: (x, weight, bias) => {
          const y = (axes === 1 ? slide1d : slide2d)(x, weight, window);
          return bias ? y.add(bias.reshape([filters, ...new Array<number>(axes).fill(1)])) : y;
        },
      },
      options,
    );
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
