import type { Tensor } from "../../core/tensor.ts";
import type { FloatDType } from "../../values/dtype.ts";
import type { Call } from "./call.ts";
import { type Pair, type Windows, windowsOf } from "./windows.ts";

export interface PoolWindows extends Windows {
  readonly kernel: readonly number[];
  /** How many windows there are along each axis. */
  readonly counts: readonly number[];
  /** The padding with as much more behind as the last windows need, where lengths are rounded up. */
  readonly rounded: readonly Pair[];
}

/** The image of a pooling operator, and how its windows lie. */
export const poolOf = (call: Call): { readonly x: Tensor<FloatDType>; readonly windows: PoolWindows } => {
  const x = call.input(0) as Tensor<FloatDType>;
  if (x.rank < 3 || x.rank > 5) throw call.refuse(`it has ${x.rank - 2} spatial axes, and 1 to 3 are known`);
  const kernel = call.neededIntegers("kernel_shape");
  const spatial = x.shape.slice(2);
  const windows = windowsOf(call, kernel, spatial);
  const { stride, dilation, padding } = windows;
  if (dilation.some((each) => each > 1) && call.text("auto_pad", "NOTSET").startsWith("SAME")) {
    throw call.refuse("how its windows with gaps are padded (auto_pad) is not agreed on", "Export it with pads.");
  }
  const roundsUp = call.flag("ceil_mode", false);
  const counts = kernel.map((size, i) => {
    const [low, high] = padding[i]!;
    const room = spatial[i]! + low + high - dilation[i]! * (size - 1) - 1;
    const count = (roundsUp ? Math.ceil(room / stride[i]!) : Math.floor(room / stride[i]!)) + 1;
    // No window starts behind the image.
    return roundsUp && (count - 1) * stride[i]! >= spatial[i]! + low ? count - 1 : count;
  });
  const rounded = padding.map(([low, high], i): Pair => {
    const reach = (counts[i]! - 1) * stride[i]! + dilation[i]! * (kernel[i]! - 1) + 1;
    return [low, Math.max(high, reach - low - spatial[i]!)];
  });
  return { x, windows: { ...windows, kernel, counts, rounded } };
};
