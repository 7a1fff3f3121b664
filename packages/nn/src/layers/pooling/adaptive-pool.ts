import { withCard } from "@kaviar/base/card";
import { concat, type PerAxis, type Tensor, tensor } from "@kaviar/tensor";
import { argument } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { maskBeside } from "../contract/mask.ts";
import { outputShapeOf } from "../contract/output-shape.ts";
import { perAxis } from "../contract/per-axis.ts";
import { spatialAxes } from "../shaping/contract/spatial-axes.ts";

type Window = readonly [from: number, to: number];

/** Window i of n over so many places: ⌊i·places/n⌋ up to ⌈(i + 1)·places/n⌉. They overlap where n does not divide. */
const windowsOf = (places: number, n: number): readonly Window[] =>
  Array.from({ length: n }, (_, i) => [Math.floor((i * places) / n), Math.ceil(((i + 1) * places) / n)]);

/** What is made of each window along an axis. A pool over a box is one over each of its axes in turn. */
type Pool = (x: Tensor, axis: number, windows: readonly Window[]) => Tensor;

const sumOf: Pool = (x, axis, windows) => {
  const places = x.shape[axis]!;
  const inside = Float32Array.from({ length: places * windows.length }, (_, at) => {
    const [from, to] = windows[at % windows.length]!;
    const place = Math.floor(at / windows.length);
    return place >= from && place < to ? 1 : 0;
  });
  const last = x.rank - 1;
  const order = Array.from({ length: x.rank }, (_, i) => (i === axis ? last : i === last ? axis : i));
  return x
    .transpose(order)
    .matmul(tensor(inside, { shape: [places, windows.length] }))
    .transpose(order);
};

const meanOf: Pool = (x, axis, windows) => {
  const lengths = Float32Array.from(windows, ([from, to]) => to - from);
  const shape = x.shape.map((_, i) => (i === axis ? windows.length : 1));
  return sumOf(x, axis, windows).div(tensor(lengths, { shape }));
};

const largestOf: Pool = (x, axis, windows) => {
  const cut = ([from, to]: Window) =>
    x.slice(...x.shape.map((_, i) => (i === axis ? ([from, to] as const) : null))).max(axis, { keepDims: true });
  return concat(windows.map(cut), axis);
};

const adaptivePool = (
  kind: string,
  whole: Pool,
  masked: (x: Tensor, there: Tensor, windows: readonly Window[]) => Tensor,
) => {
  const checkSize = argument(kind, "size", perAxis());
  return (size: PerAxis): Layer => {
    checkSize(size);
    const wanted = (i: number): number => (typeof size === "number" ? size : (size[i] ?? size[0]!));
    const run = (x: Tensor): Tensor =>
      spatialAxes(kind, x).reduce((y, axis, i) => whole(y, axis, windowsOf(x.shape[axis]!, wanted(i))), x);
    return {
      kind,
      options: { size },
      init: (_, inputShape) => ({ params: {}, state: {}, outputShape: outputShapeOf(kind, run, inputShape) }),
      apply: (_, state, x, { mask }) => {
        if (!mask || x.rank !== 3) return { y: run(x), state };
        const windows = windowsOf(x.shape[1]!, wanted(0));
        const there = maskBeside(mask, x);
        return { y: masked(x, there, windows), state, mask: sumOf(there, 1, windows).squeeze(2).greater(0) };
      },
    };
  };
};

/**
 * Images [N, C, H, W] (volumes, sequences [N, T, F]) of any size to one size, by the mean of as many windows: window i of n
 * goes from ⌊i·H/n⌋ to ⌈(i + 1)·H/n⌉, as in PyTorch.
 *
 * ```ts
 * sequential(conv2d(32, 3), relu, adaptiveAveragePool(4), flatten, dense(10))
 * ```
 */
export const adaptiveAveragePool = withCard(
  adaptivePool("adaptiveAveragePool", meanOf, (x, there, windows) =>
    sumOf(x.mul(there), 1, windows).div(sumOf(there, 1, windows).maximum(1)),
  ),
  {
    about: {
      name: "Adaptive average pooling",
      formula: "yᵢ = mean of x from ⌊i·L/n⌋ to ⌈(i + 1)·L/n⌉",
      use: "between convolutions and dense layers, where images may have other sizes in another net",
      pitfall: "windows overlap where the size does not divide; one window is globalAveragePool",
      reference: "He et al. 2015",
      seeAlso: ["globalAveragePool", "averagePool", "adaptiveMaxPool"],
    },
  },
);

/** The largest of each of as many windows; see `adaptiveAveragePool`. */
export const adaptiveMaxPool = withCard(
  adaptivePool("adaptiveMaxPool", largestOf, (x, there, windows) => {
    const largest = largestOf(there.greater(0).where(x, Number.NEGATIVE_INFINITY), 1, windows);
    return sumOf(there, 1, windows).greater(0).where(largest, 0);
  }),
  {
    about: {
      name: "Adaptive max pooling",
      formula: "yᵢ = max of x from ⌊i·L/n⌋ to ⌈(i + 1)·L/n⌉",
      use: "regions of any size to one size, where it matters whether something is there",
      pitfall: "only the largest of a window gets a gradient",
      reference: "He et al. 2015",
      seeAlso: ["globalMaxPool", "maxPool", "adaptiveAveragePool"],
    },
  },
);
