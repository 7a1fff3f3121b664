import { anything } from "@kaviar/base/check";
import { applyOne } from "../core/primitive.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { optionsOf } from "../errors/options.ts";
import { namedOperands } from "../primitives/convolution/check.ts";
import { convPrimitive, convTransposePrimitive } from "../primitives/convolution/convolution.ts";
import { type ConvParams, spansOf, spatialOf } from "../primitives/convolution/params.ts";
import type { DType, FloatDType } from "../values/dtype.ts";
import { type PerAxis, paddingOf, perAxis, placesOf, type WindowOptions, windowLaws } from "./windows.ts";

interface KernelOptions extends WindowOptions {
  /** Distance between neighbours of the kernel. */
  readonly dilation?: PerAxis;
  /** Independent convolutions side by side, each of its share of the channels; as many as channels: depthwise. */
  readonly groups?: number;
}

export interface ConvOptions<D extends DType = FloatDType> extends KernelOptions {
  /** [O], added to each output: cheaper here than afterwards. */
  readonly bias?: Tensor<D>;
}

export interface ConvTransposeOptions extends KernelOptions {
  /** More elements at the end of each axis, fewer than the stride: those that a convolution would not have come to. */
  readonly outputPadding?: PerAxis;
}

const kernelLaws = {
  ...windowLaws,
  dilation: anything<PerAxis>().default(1),
  groups: anything<number>().default(1),
};
const convTable = { ...kernelLaws, bias: anything<AnyTensor>().optional() };
const convTransposeTable = { ...kernelLaws, outputPadding: anything<PerAxis>().default(0) };
const readConv1d = optionsOf<ConvOptions<DType>>()("conv1d", convTable);
const readConv2d = optionsOf<ConvOptions<DType>>()("conv2d", convTable);
const readConv3d = optionsOf<ConvOptions<DType>>()("conv3d", convTable);
const readConvTranspose1d = optionsOf<ConvTransposeOptions>()("convTranspose1d", convTransposeTable);
const readConvTranspose2d = optionsOf<ConvTransposeOptions>()("convTranspose2d", convTransposeTable);
const readConvTranspose3d = optionsOf<ConvTransposeOptions>()("convTranspose3d", convTransposeTable);

const convolve = <D extends FloatDType>(
  name: string,
  axes: number,
  x: Tensor<D>,
  w: Tensor<D>,
  options: ReturnType<typeof readConv1d>,
): Tensor<D> => {
  checkRanks(name, axes, x, w);
  const params = kernelParams(name, axes, options);
  const spans = spansOf(spatialOf(w), params.dilations);
  const window = paddingOf(name, options.padding, spatialOf(x), spans, params.strides);
  const operands = options.bias ? [x, w, options.bias] : [x, w];
  return applyOne(convPrimitive, operands, { ...params, ...window }) as Tensor<D>;
};

const transposeConvolve = <D extends FloatDType>(
  name: string,
  axes: number,
  x: Tensor<D>,
  w: Tensor<D>,
  options: ReturnType<typeof readConvTranspose1d>,
): Tensor<D> => {
  checkRanks(name, axes, x, w);
  const params = kernelParams(name, axes, options);
  const { padding } = options;
  const spans = spansOf(spatialOf(w), params.dilations);
  const extra = perAxis(name, "outputPadding", options.outputPadding, axes, 0);
  const enlarged = spatialOf(x).map((n, i) => n * params.strides[i]!);
  const window = paddingOf(name, padding, enlarged, spans, params.strides);
  const natural = spatialOf(x).map(
    (n, i) => (n - 1) * params.strides[i]! + spans[i]! - window.low[i]! - window.high[i]! + extra[i]!,
  );
  const spatial = padding === "same" ? enlarged : natural;
  return applyOne(convTransposePrimitive, [x, w], { ...params, ...window, spatial }) as Tensor<D>;
};

const kernelParams = (
  name: string,
  axes: number,
  { stride = 1, dilation = 1, groups = 1 }: KernelOptions,
): Pick<ConvParams, "strides" | "dilations" | "groups"> => ({
  strides: perAxis(name, "stride", stride, axes, 1),
  dilations: perAxis(name, "dilation", dilation, axes, 1),
  groups: perAxis(name, "groups", groups, 1, 1)[0]!,
});

const checkRanks = (name: string, axes: number, x: AnyTensor, w: AnyTensor): void => {
  if (x.rank === axes + 2 && w.rank === axes + 2) return;
  const places = placesOf(axes);
  throw new TensorError(
    "rank",
    `${name} needs an input [images, channels, ${places}] and weights with ${axes + 2} axes: got ${x.rank} and ${w.rank}.`,
    {
      operands: namedOperands(x, w),
      remedy: "Put in the axis that is missing: x.expandDims(0) for one image, x.expandDims(1) for one channel.",
    },
  );
};

/**
 * Slides a kernel along sequences: x [N, C, length] with weights [O, C / groups, k] gives [N, O, length'].
 *
 * ```ts
 * conv1d(x, w, { padding: "same" })
 * ```
 * As everywhere in this field it is a correlation: the kernel is not turned around.
 */
export const conv1d = <D extends FloatDType>(x: Tensor<D>, w: Tensor<D>, given?: ConvOptions<D>): Tensor<D> =>
  convolve("conv1d", 1, x, w, readConv1d(given));

/**
 * Slides a kernel over images: x [N, C, H, W] with weights [O, C / groups, h, w] gives [N, O, H', W'].
 *
 * ```ts
 * conv2d(x, w, { stride: 2, padding: "same" })
 * ```
 * As everywhere in this field it is a correlation: the kernel is not turned around.
 */
export const conv2d = <D extends FloatDType>(x: Tensor<D>, w: Tensor<D>, given?: ConvOptions<D>): Tensor<D> =>
  convolve("conv2d", 2, x, w, readConv2d(given));

/** Slides a kernel through volumes: x [N, C, D, H, W] with weights [O, C / groups, d, h, w]; see `conv2d`. */
export const conv3d = <D extends FloatDType>(x: Tensor<D>, w: Tensor<D>, given?: ConvOptions<D>): Tensor<D> =>
  convolve("conv3d", 3, x, w, readConv3d(given));

/**
 * The adjoint of `conv1d`: x [N, C, length] with weights [C, O / groups, k] gives [N, O, (length − 1) · stride + k], and
 * with padding "same" length · stride.
 */
export const convTranspose1d = <D extends FloatDType>(
  x: Tensor<D>,
  w: Tensor<D>,
  given?: ConvTransposeOptions,
): Tensor<D> => transposeConvolve("convTranspose1d", 1, x, w, readConvTranspose1d(given));

/**
 * The adjoint of `conv2d`: enlarges images [N, C, H, W] with weights [C, O / groups, h, w], to (H − 1) · stride + h rows,
 * and with padding "same" to H · stride. Padding is cut off the result.
 */
export const convTranspose2d = <D extends FloatDType>(
  x: Tensor<D>,
  w: Tensor<D>,
  given?: ConvTransposeOptions,
): Tensor<D> => transposeConvolve("convTranspose2d", 2, x, w, readConvTranspose2d(given));

/** The adjoint of `conv3d`: enlarges volumes [N, C, D, H, W] with weights [C, O / groups, d, h, w]; see `convTranspose2d`. */
export const convTranspose3d = <D extends FloatDType>(
  x: Tensor<D>,
  w: Tensor<D>,
  given?: ConvTransposeOptions,
): Tensor<D> => transposeConvolve("convTranspose3d", 3, x, w, readConvTranspose3d(given));
