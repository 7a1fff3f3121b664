import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import {
  averagePool1d,
  averagePool2d,
  averagePool3d,
  maxPool1d,
  maxPool2d,
  maxPool3d,
} from "../../operations/pooling.ts";
import type { FloatDType } from "../../values/dtype.ts";
import { range } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { type Pair, windowsOf } from "./windows.ts";

/** The image, the size of a window, and how the windows lie, one more included where lengths are rounded up. */
const poolOf = (call: Call) => {
  const x = call.input(0) as Tensor<FloatDType>;
  if (x.rank < 3 || x.rank > 5) throw call.refuse(`it has ${x.rank - 2} spatial axes, and 1 to 3 are known`);
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
  const pool = [maxPool1d, maxPool2d, maxPool3d][x.rank - 3]!;
  return pool(x, kernel, { ...options, keepNaN: false });
};

const averagePool = (call: Call): AnyTensor => {
  const { x, kernel, options, isRounded } = poolOf(call);
  const countPadding = call.integer("count_include_pad", 0) === 1;
  if (countPadding && isRounded) throw call.refuse("it rounds lengths up and counts padding");
  const pool = [averagePool1d, averagePool2d, averagePool3d][x.rank - 3]!;
  return pool(x, kernel, { ...options, countPadding });
};

const spatialAxes = ({ rank }: AnyTensor): number[] => range(rank).slice(2);

export const pooling = {
  AveragePool: averagePool,
  GlobalAveragePool: (call) => call.input(0).mean(spatialAxes(call.input(0)), { keepDims: true }),
  GlobalMaxPool: (call) => call.input(0).max(spatialAxes(call.input(0)), { keepDims: true }),
  MaxPool: maxPool,
} satisfies Readonly<Record<string, Translation>>;
