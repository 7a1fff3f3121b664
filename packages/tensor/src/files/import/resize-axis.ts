import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { constant } from "../../primitives/constant.ts";
import { range } from "../../values/shape.ts";
import { asTensor } from "./constants.ts";
import { numbers } from "./numbers.ts";

/** How much of each neighbour: at ⌊place⌋ + `first`, and those that follow. */
interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

export const linear = (t: number): Taps => ({ first: 0, weights: [1 - t, t] });

/** Keys 1981, with the slope a at the first neighbour. */
export const cubic = (a: number) => {
  const near = (t: number) => ((a + 2) * t - (a + 3)) * t * t + 1;
  const far = (t: number) => ((a * t - 5 * a) * t + 8 * a) * t - 4 * a;
  return (t: number): Taps => ({ first: -1, weights: [far(t + 1), near(t), near(1 - t), far(2 - t)] });
};

export const alongAxis = (
  x: AnyTensor,
  axis: number,
  places: readonly number[],
  taps: (t: number) => Taps,
  outside: boolean,
) => {
  const length = x.shape[axis]!;
  const all = places.map((place) => {
    const low = Math.floor(place);
    const { first, weights } = taps(place - low);
    const kept = weights.map((w, k) => (outside && (low + first + k < 0 || low + first + k >= length) ? 0 : w));
    const sum = outside ? kept.reduce((a, b) => a + b, 0) : 1;
    return { low: low + first, weights: kept.map((w) => w / sum) };
  });
  const inside = (i: number): number => Math.min(length - 1, Math.max(0, i));
  const shape = x.shape.map((_, i) => (i === axis ? places.length : 1));
  const parts = all[0]!.weights.map((_, k) => {
    const elements = Float32Array.from(all, ({ weights }) => weights[k]!);
    const weight = asTensor({ name: "", dtype: "float32", shape, elements }).cast(x.dtype);
    return x.gather(numbers(all.map(({ low }) => inside(low + k))), axis).mul(weight);
  });
  return parts.reduce((a, b) => a.add(b));
};

/** The same, with a number at places that lie outside of the original. */
export const outsideOf = (x: AnyTensor, axis: number, places: readonly number[], value: number) => {
  const length = x.shape[axis]!;
  const flags = places.map((place) => Number(place >= 0 && place <= length - 1));
  const inside = constant(
    flags,
    x.shape.map((_, i) => (i === axis ? places.length : 1)),
    "bool",
  ) as Tensor<"bool">;
  return (y: AnyTensor): AnyTensor => (flags.every((flag) => flag === 1) ? y : inside.where(y, value as never));
};

/** Smaller without aliasing: the kernel is as much wider as the image gets smaller. Beyond an edge it finds the edge. */
export const smoothed = (
  x: AnyTensor,
  axis: number,
  places: readonly number[],
  scale: number,
  mode: string,
  slope: number,
  excludeOutside: boolean,
): AnyTensor => {
  const length = x.shape[axis]!;
  const weigh = (distance: number): number => {
    const d = Math.abs(distance);
    if (mode === "linear") return Math.max(0, 1 - d);
    const { weights } = cubic(slope)(d % 1);
    return d < 1 ? weights[1]! : d < 2 ? weights[0]! : 0;
  };
  const reach = Math.ceil((mode === "linear" ? 1 : 2) / scale) + 1;
  const rows = places.map((place) => {
    const weights = range(length).map(() => 0);
    for (let i = Math.floor(place) - reach; i <= place + reach; i++) {
      const inside = Math.min(length - 1, Math.max(0, i));
      if (inside === i || !excludeOutside) weights[inside]! += weigh((i - place) * scale);
    }
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => weight / sum);
  });
  const elements = Float32Array.from(rows.flat());
  const matrix = asTensor({ name: "", dtype: "float32", shape: [places.length, length], elements }).cast(x.dtype);
  const order = [...range(x.rank).filter((i) => i !== axis), axis];
  const y = x.transpose(order).matmul(matrix.transpose());
  return y.transpose(range(x.rank).map((i) => order.indexOf(i)));
};
