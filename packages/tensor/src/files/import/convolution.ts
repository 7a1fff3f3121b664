import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import {
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
} from "../../operations/convolution.ts";
import type { FloatDType } from "../../values/dtype.ts";
import type { Call, Translation } from "./call.ts";
import { deformed } from "./deformed.ts";
import { paddingOf, windowsOf } from "./windows.ts";

type Float = Tensor<FloatDType>;

const operandsOf = (call: Call) => {
  const [x, w, bias] = [call.input(0), call.input(1), call.optional(2)] as [Float, Float, Float | undefined];
  // That of the weights, which have it themselves.
  call.ignore("kernel_shape");
  if (x.rank >= 3 && x.rank <= 5) return { x, w, bias };
  throw call.refuse(`it has ${x.rank - 2} spatial axes, and 1 to 3 are known`);
};

const conv = (call: Call): AnyTensor => {
  const { x, w, bias } = operandsOf(call);
  return convolved(call, x, w, bias);
};

/** By the attributes of an operator, which may have its operands otherwise. */
export const convolved = (call: Call, x: Float, w: Float, bias: Float | undefined): AnyTensor => {
  call.ignore("kernel_shape");
  if (x.rank < 3 || x.rank > 5) throw call.refuse(`it has ${x.rank - 2} spatial axes, and 1 to 3 are known`);
  const windows = windowsOf(call, w.shape.slice(2), x.shape.slice(2));
  const options = { ...windows, groups: call.integer("group", 1), ...(bias ? { bias } : {}) };
  return [conv1d, conv2d, conv3d][x.rank - 3]!(x, w, options);
};

const convTranspose = (call: Call): AnyTensor => {
  const { x, w, bias } = operandsOf(call);
  const [kernel, spatial] = [w.shape.slice(2), x.shape.slice(2)];
  const { stride, dilation } = windowsOf(call, kernel, spatial);
  const outputPadding = call.integers("output_padding") ?? kernel.map(() => 0);
  const lengths = call.integers("output_shape")?.slice(-kernel.length);
  // All that an unpadded result has more than is asked for is padding.
  const excess = (i: number) => {
    const natural = stride[i]! * (spatial[i]! - 1) + outputPadding[i]! + dilation[i]! * (kernel[i]! - 1) + 1;
    return natural - (lengths?.[i] ?? spatial[i]! * stride[i]!);
  };
  // What is asked for and not reached is as far from any window as padding is, behind the rest.
  const lacking = kernel.map((_, i) => (lengths ? Math.max(0, -excess(i)) : 0));
  if (lacking.some((n, i) => n > 0 && n >= stride[i]!))
    throw call.refuse("its output_shape is out of reach of its windows");
  const split = (i: number) => {
    const total = Math.max(0, excess(i));
    return [Math.ceil(total / 2), Math.floor(total / 2)] as const;
  };
  const isSame = call.text("auto_pad", "NOTSET").startsWith("SAME");
  if (isSame && kernel.some((_, i) => excess(i) < 0)) throw call.refuse("no window reaches all that auto_pad asks for");
  const padding = lengths && !isSame ? kernel.map((_, i) => split(i)) : paddingOf(call, kernel.length, excess);
  const options = { stride, dilation, padding, outputPadding, groups: call.integer("group", 1) };
  const reached = [convTranspose1d, convTranspose2d, convTranspose3d][x.rank - 3]!(x, w, options);
  const y = lacking.some((n) => n > 0)
    ? reached.pad([[0, 0], [0, 0], ...lacking.map((n) => [0, n] as const)])
    : reached;
  return bias ? y.add(bias.reshape([-1, ...kernel.map(() => 1)])) : y;
};

export const convolutions = { Conv: conv, ConvTranspose: convTranspose, DeformConv: deformed } satisfies Readonly<
  Record<string, Translation>
>;
