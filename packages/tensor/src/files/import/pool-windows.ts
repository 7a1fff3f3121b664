import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import type { FloatDType } from "../../values/dtype.ts";
import { range } from "../../values/shape.ts";
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
    // A window that misses less than a stride is there, and cut off: the standard divides whole numbers.
    const count = (roundsUp ? Math.ceil(room / stride[i]!) : Math.trunc(room / stride[i]!)) + 1;
    // No window starts behind the image.
    return roundsUp && (count - 1) * stride[i]! >= spatial[i]! + low ? count - 1 : count;
  });
  const none = counts.findIndex((count) => count < 1);
  if (none >= 0) {
    throw call.refuse(
      `its windows of ${kernel[none]} do not fit into the ${spatial[none]} elements of axis ${none + 2}`,
    );
  }
  const rounded = padding.map(([low, high], i): Pair => {
    const reach = (counts[i]! - 1) * stride[i]! + dilation[i]! * (kernel[i]! - 1) + 1;
    return [low, Math.max(high, reach - low - spatial[i]!)];
  });
  return { x, windows: { ...windows, kernel, counts, rounded } };
};

/** What windows of padding alone give is not agreed on: the lowest number or −∞, 0 or NaN. */
export const checkFilled = (
  call: Call,
  { x, windows }: { readonly x: AnyTensor; readonly windows: PoolWindows },
): void => {
  const { kernel, stride, dilation, padding, counts } = windows;
  kernel.forEach((size, i) => {
    const isInside = (place: number) => place >= 0 && place < x.shape[i + 2]!;
    const empty = range(counts[i]!).some((at) => {
      const start = at * stride[i]! - padding[i]![0];
      return !range(size).some((k) => isInside(start + k * dilation[i]!));
    });
    if (empty) throw call.refuse(`some of its windows have nothing but padding along axis ${i + 2}`);
  });
};
