import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { averagePool1d, averagePool2d, maxPool1d, maxPool2d } from "../../operations/pooling.ts";
import type { FloatDType } from "../../values/dtype.ts";
import { range } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { type Pair, windowsOf } from "./windows.ts";

/** The image, the size of a window, and how the windows lie, one more included where lengths are rounded up. */
const poolOf = (call: Call) => {
  const x = call.input(0) as Tensor<FloatDType>;
  if (x.rank !== 3 && x.rank !== 4) throw call.refuse(`it has ${x.rank - 2} spatial axes, and 1 or 2 are known`);
  const kernel = call.integers("kernel_shape") ?? [];
  const spatial = x.shape.slice(2);
  const { stride, dilation, padding } = windowsOf(call, kernel, spatial);
  if (dilation.some((each) => each !== 1)) throw call.refuse("its windows have gaps (dilations)");
  const roundsUp = call.integer("ceil_mode", 0) === 1;
  const rounded = padding.map(([low, high], i): Pair => {
    const rest = (spatial[i]! + low + high - kernel[i]!) % stride[i]!;
    const more = roundsUp && rest > 0 ? stride[i]! - rest : 0;
    // No window starts behind the image.
    const start = spatial[i]! + low + high + more - kernel[i]!;
    return [low, start < spatial[i]! + low ? high + more : high];
  });
  const isRounded = rounded.some(([, high], i) => high !== padding[i]![1]);
  return { x, kernel, options: { stride, padding: rounded }, isRounded };
};

const maxPool = (call: Call): AnyTensor => {
  // About the second output.
  call.ignore("storage_order");
  if (call.outputs > 1) throw call.refuse("its second output, where the maxima were, is not known");
  const { x, kernel, options } = poolOf(call);
  // As the operator does.
  const pool = x.rank === 3 ? maxPool1d : maxPool2d;
  return pool(x, kernel, { ...options, keepNaN: false });
};

/** Along the first of three axes alone, as the sum over neighbouring channels is written: the others are one to it. */
const averageOfFirst = (call: Call): AnyTensor | undefined => {
  const x = call.input(0) as Tensor<FloatDType>;
  const kernel = call.integers("kernel_shape") ?? [];
  const { stride, dilation, padding } = windowsOf(call, kernel, x.shape.slice(2));
  const rest = [1, 2].every((i) => kernel[i] === 1 && stride[i] === 1 && padding[i]!.every((n) => n === 0));
  if (!rest || dilation[0] !== 1 || call.integer("ceil_mode", 0) === 1) return undefined;
  const [n, c, depth, h, w] = x.shape as [number, number, number, number, number];
  const y = averagePool2d(x.reshape([n, c, depth, h * w]), [kernel[0]!, 1], {
    stride: [stride[0]!, 1],
    padding: [padding[0]!, [0, 0]],
    countPadding: call.integer("count_include_pad", 0) === 1,
  });
  return y.reshape([n, c, y.shape[2]!, h, w]);
};

const averagePool = (call: Call): AnyTensor => {
  const folded = call.input(0).rank === 5 ? averageOfFirst(call) : undefined;
  if (folded) return folded;
  const { x, kernel, options, isRounded } = poolOf(call);
  const countPadding = call.integer("count_include_pad", 0) === 1;
  if (countPadding && isRounded) throw call.refuse("it rounds lengths up and counts padding");
  const pool = x.rank === 3 ? averagePool1d : averagePool2d;
  return pool(x, kernel, { ...options, countPadding });
};

const spatialAxes = ({ rank }: AnyTensor): number[] => range(rank).slice(2);

export const pooling = {
  AveragePool: averagePool,
  GlobalAveragePool: (call) => call.input(0).mean(spatialAxes(call.input(0)), { keepDims: true }),
  GlobalMaxPool: (call) => call.input(0).max(spatialAxes(call.input(0)), { keepDims: true }),
  MaxPool: maxPool,
} satisfies Readonly<Record<string, Translation>>;
