import type { AnyTensor } from "../../core/tensor.ts";
import { constant } from "../../primitives/constant.ts";
import { range } from "../../values/shape.ts";
import type { PoolWindows } from "./pool-windows.ts";

/** The elements that stand first, second, … in each window along one spatial axis, padded by a value. */
const alongAxis = (
  x: AnyTensor,
  { kernel, stride, dilation, padding, counts }: PoolWindows,
  i: number,
  value: number,
) => {
  const axis = i + 2;
  const [low, high] = padding[i]!;
  const reach = (counts[i]! - 1) * stride[i]! + dilation[i]! * (kernel[i]! - 1) + 1;
  const more = Math.max(high, reach - low - x.shape[axis]!);
  const padded = x.pad(
    x.shape.map((_, k) => (k === axis ? ([low, more] as const) : ([0, 0] as const))),
    value,
  );
  return range(kernel[i]!).map((k) => {
    const start = k * dilation[i]!;
    const entry = [start, start + (counts[i]! - 1) * stride[i]! + 1, stride[i]!] as const;
    return padded.slice(...x.shape.map((_, each) => (each === axis ? entry : null)));
  });
};

/** Windows taken together one axis after another: for what may be taken together in any order. */
export const eachAxis = (
  x: AnyTensor,
  windows: PoolWindows,
  value: number,
  join: (a: AnyTensor, b: AnyTensor) => AnyTensor,
): AnyTensor => windows.kernel.reduce((y, _, i) => alongAxis(y, windows, i, value).reduce(join), x);

/** Every window as a last axis, its elements in row-major order. */
export const windowElements = (x: AnyTensor, windows: PoolWindows, value: number): AnyTensor => {
  const parts = windows.kernel.reduce<readonly AnyTensor[]>(
    (all, _, i) => all.flatMap((part) => alongAxis(part, windows, i, value)),
    [x],
  );
  const [first, ...rest] = parts.map((part) => part.expandDims(-1)) as [AnyTensor, ...AnyTensor[]];
  return first.concat(rest, -1);
};

/** How many elements each window has; padding counts where it is said to, what rounding up adds never does. */
export const elementCounts = (
  x: AnyTensor,
  { kernel, stride, dilation, padding, counts }: PoolWindows,
  countPadding: boolean,
): AnyTensor => {
  const perAxis = kernel.map((size, i) => {
    const [low, high] = countPadding ? padding[i]! : [0, 0];
    const length = x.shape[i + 2]!;
    return range(counts[i]!).map((at) => {
      const start = at * stride[i]! - padding[i]![0];
      const places = range(size).map((k) => start + k * dilation[i]!);
      return places.filter((place) => place >= -low && place < length + high).length;
    });
  });
  const products = perAxis.reduce<number[]>((all, axis) => all.flatMap((a) => axis.map((b) => a * b)), [1]);
  return constant(products, counts, x.dtype);
};
