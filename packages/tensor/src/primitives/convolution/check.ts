import { type AnyTensor, sourceOf } from "../../core/tensor.ts";
import { TensorError } from "../../errors/error.ts";
import { isFloat } from "../../values/dtype.ts";
import { showShape } from "../../values/shape.ts";
import {
  type ConvParams,
  type ConvTransposeParams,
  countWindows,
  spansOf,
  spatialOf,
  type WindowParams,
} from "./params.ts";

export const checkConv = (x: AnyTensor, w: AnyTensor, bias: AnyTensor | undefined, params: ConvParams): void => {
  const name = `conv${x.rank - 2}d`;
  checkOperands(name, x, w, params.groups);
  if (x.shape[1] !== w.shape[1]! * params.groups) {
    throw misfit(
      `${name} needs weights [outputs, channels / groups, …]: got weights for ${w.shape[1]! * params.groups} channels, an input with ${x.shape[1]}`,
      x,
      w,
      x.shape.at(-1) === w.shape[1]! * params.groups
        ? "Put the channels first: x.transpose([0, 3, 1, 2]) turns [N, H, W, C] into [N, C, H, W]."
        : `Give weights of shape ${showShape([w.shape[0]!, x.shape[1]! / params.groups, ...spatialOf(w)])}.`,
    );
  }
  checkWindows(name, x, spansOf(spatialOf(w), params.dilations), params, [x, w]);
  if (!bias || (bias.dtype === x.dtype && bias.rank === 1 && bias.shape[0] === w.shape[0])) return;
  throw new TensorError(
    "shape",
    `${name} needs a ${x.dtype} bias [${w.shape[0]}], one number for each output: got ${bias.dtype} ${showShape(bias.shape)}.`,
    { operands: namedOperands(x, w, bias), remedy: "Reshape or cast it, or add it to the result by yourself." },
  );
};

export const checkConvTranspose = (y: AnyTensor, w: AnyTensor, params: ConvTransposeParams): void => {
  const name = `convTranspose${y.rank - 2}d`;
  checkOperands(name, y, w, params.groups);
  if (y.shape[1] !== w.shape[0]) {
    throw misfit(
      `${name} needs weights [channels of the input, outputs / groups, …]: got weights for ${w.shape[0]} channels, an input with ${y.shape[1]}`,
      y,
      w,
      "Swap the first two axes of the weights: w.transpose([1, 0, 2, 3]).",
    );
  }
  const extra = missing(y, w, params);
  if (extra.some((n, i) => n < 0 || n >= params.strides[i]!) || params.spatial.some((n) => n < 1)) {
    throw misfit(
      `${name} cannot give ${showShape(params.spatial)}: the strides and the kernel reach ${showShape(params.spatial.map((n, i) => n - extra[i]!))}, and up to stride − 1 more`,
      y,
      w,
      "Change the padding, or an outputPadding smaller than the stride.",
    );
  }
};

/** The elements at the end of each axis that no window of a strided convolution came to. */
export const missing = (y: AnyTensor, w: AnyTensor, params: ConvTransposeParams): number[] => {
  const { strides, dilations, low, high, spatial } = params;
  const spans = spansOf(spatialOf(w), dilations);
  return spatial.map((n, i) => n + low[i]! + high[i]! - spans[i]! - (y.shape[i + 2]! - 1) * strides[i]!);
};

const checkOperands = (name: string, x: AnyTensor, w: AnyTensor, groups: number): void => {
  if (x.dtype !== w.dtype || !isFloat(x.dtype)) {
    const both = x.dtype === w.dtype ? x.dtype : `${x.dtype} and ${w.dtype}`;
    throw new TensorError("dtype", `${name} needs an input and weights of one float dtype: got ${both}.`, {
      operands: namedOperands(x, w),
      remedy: `Cast: x.cast("${isFloat(x.dtype) ? x.dtype : "float32"}").`,
    });
  }
  if (x.rank !== w.rank || x.rank < 3) {
    throw misfit(
      `${name} needs an input [N, C, …] and weights with as many axes: got ${x.rank} and ${w.rank}`,
      x,
      w,
      "Put in the axis that is missing with expandDims: the images, then the channels, come first.",
    );
  }
  if (w.shape[0]! % groups === 0 && w.shape.every((length, axis) => axis < 2 || length > 0)) return;
  throw misfit(
    `${name} needs a kernel, and outputs that ${groups} groups share equally: got weights ${showShape(w.shape)}`,
    x,
    w,
    "Change the number of groups, or that of the outputs.",
  );
};

/** At least one window must fit on each axis. */
export const checkWindows = (
  name: string,
  x: AnyTensor,
  spans: readonly number[],
  params: WindowParams,
  operands: readonly AnyTensor[],
): void => {
  const axis = countWindows(spatialOf(x), spans, params).findIndex((count) => count < 1);
  if (axis < 0) return;
  const padding = params.low[axis]! + params.high[axis]!;
  const room = `${x.shape[axis + 2]}${padding > 0 ? ` and ${padding} of padding` : ""}`;
  throw new TensorError(
    "shape",
    `${name} needs a window no larger than the input: got one that spans ${spans[axis]} of ${room} on axis ${axis + 2}.`,
    {
      operands: namedOperands(...operands),
      remedy: `Pad (padding: "same"), or take a smaller one.`,
    },
  );
};

const misfit = (law: string, x: AnyTensor, w: AnyTensor, remedy: string) =>
  new TensorError("shape", `${law}.`, { operands: namedOperands(x, w), remedy });

export const namedOperands = (...operands: readonly AnyTensor[]) =>
  operands.map((tensor, i) => ({
    name: ["input", "weights", "bias"][i]!,
    shape: tensor.shape,
    dtype: tensor.dtype,
    source: sourceOf(tensor),
  }));
