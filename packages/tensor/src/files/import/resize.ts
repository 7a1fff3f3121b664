import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { constant } from "../../primitives/constant.ts";
import { range } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { asTensor } from "./constants.ts";
import { affineGrid, gridSample } from "./grid-sample.ts";
import { numbers } from "./numbers.ts";

/** One axis that is resized: the runtime computes places as float32, and so do we. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly scale: number;
  readonly part: readonly [start: number, end: number] | undefined;
}

const { fround } = Math;

/** Where in the original the place i of the result lies. */
const coordinates: Readonly<Record<string, (i: number, line: Line) => number>> = {
  align_corners: (i, { from, to }) => (to === 1 ? 0 : fround(fround(i * (from - 1)) / (to - 1))),
  asymmetric: (i, { scale }) => fround(i / scale),
  half_pixel: (i, { scale }) => fround(fround((i + 0.5) / scale) - 0.5),
  half_pixel_symmetric: (i, { from, to, scale }) => {
    const offset = (from / 2) * (1 - to / fround(scale * from));
    return fround(offset + fround((i + 0.5) / scale) - 0.5);
  },
  pytorch_half_pixel: (i, { to, scale }) => (to > 1 ? fround(fround((i + 0.5) / scale) - 0.5) : 0),
  tf_crop_and_resize: (i, { from, to, part }) => {
    const [start, end] = part!;
    return to > 1 ? start * (from - 1) + (i * (end - start) * (from - 1)) / (to - 1) : ((start + end) / 2) * (from - 1);
  },
  tf_half_pixel_for_nn: (i, { scale }) => fround((i + 0.5) / scale),
};

const roundings: Readonly<Record<string, (place: number) => number>> = {
  ceil: Math.ceil,
  floor: Math.floor,
  round_prefer_ceil: (place) => Math.floor(place + 0.5),
  round_prefer_floor: (place) => Math.ceil(place - 0.5),
};

/** How much of each neighbour: at ⌊place⌋ + `first`, and those that follow. */
interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

const linear = (t: number): Taps => ({ first: 0, weights: [1 - t, t] });

/** Keys 1981, with the slope a at the first neighbour. */
const cubic = (a: number) => {
  const near = (t: number) => ((a + 2) * t - (a + 3)) * t * t + 1;
  const far = (t: number) => ((a * t - 5 * a) * t + 8 * a) * t - 4 * a;
  return (t: number): Taps => ({ first: -1, weights: [far(t + 1), near(t), near(1 - t), far(2 - t)] });
};

const alongAxis = (
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
const outsideOf = (x: AnyTensor, axis: number, places: readonly number[], value: number) => {
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
const smoothed = (
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

interface Asked {
  readonly mode: string;
  readonly place: string;
  readonly nearest: string;
  readonly scales: readonly number[] | undefined;
  readonly sizes: readonly number[] | undefined;
  readonly axes: readonly number[] | undefined;
  readonly slope: number;
  readonly excludeOutside: boolean;
  /** Whether a smaller image is smoothed first. */
  readonly antialias: boolean;
  /** Of sizes: whether both axes keep one scale, and which. */
  readonly policy: string;
  /** The part of each axis that is resized, in shares of its length: starts, then ends. */
  readonly part: readonly number[] | undefined;
  /** What is outside of the original where a part of it is resized. */
  readonly outside: number;
}

const policies: Readonly<Record<string, (scales: readonly number[]) => readonly number[]>> = {
  stretch: (scales) => scales,
  not_larger: (scales) => scales.map(() => Math.min(...scales)),
  not_smaller: (scales) => scales.map(() => Math.max(...scales)),
};

const resized = (call: Call, x: AnyTensor, asked: Asked): AnyTensor => {
  const { mode, place, nearest, scales, sizes, slope, excludeOutside } = asked;
  const [coordinate, rounding] = [coordinates[place], roundings[nearest]];
  if (!coordinate)
    throw call.refuse(`its coordinates are "${place}"; known are ${Object.keys(coordinates).join(", ")}`);
  if (!rounding) throw call.refuse(`its nearest_mode is "${nearest}"; known are ${Object.keys(roundings).join(", ")}`);
  if (!["nearest", "linear", "cubic"].includes(mode)) throw call.refuse(`its mode is "${mode}"`);
  const axes = (asked.axes ?? range(x.rank)).map((axis) => (axis < 0 ? axis + x.rank : axis));
  const factors = scales && scales.length > 0 ? scales : undefined;
  if (!factors && !sizes) throw call.refuse("it has neither scales nor sizes");
  const policy = Object.hasOwn(policies, asked.policy) ? policies[asked.policy]! : undefined;
  if (!policy)
    throw call.refuse(
      `its keep_aspect_ratio_policy is "${asked.policy}"; known are ${Object.keys(policies).join(", ")}`,
    );
  if (asked.part && asked.antialias) throw call.refuse("it smooths a part of an image (antialias)");
  const kept = sizes && asked.policy !== "stretch" ? policy(axes.map((axis, i) => sizes[i]! / x.shape[axis]!)) : undefined;
  return axes.reduce((y, axis, i) => {
    const from = x.shape[axis]!;
    const to = kept ? Math.round(kept[i]! * from) : factors ? Math.floor(from * factors[i]!) : sizes![i]!;
    if (place === "align_corners" && factors && Math.abs(from * factors[i]! - Math.round(from * factors[i]!)) > 1e-3) {
      throw call.refuse(
        `its scale ${factors[i]} makes no whole length of ${from}, and what corners are aligned to then is not agreed on`,
        "Export the model with a size instead: interpolate(x, size=…, align_corners=True).",
      );
    }
    const scale = kept ? kept[i]! : factors ? factors[i]! : fround(to / from);
    const part = asked.part && ([asked.part[i]!, asked.part[i + axes.length]!] as const);
    const line = { from, to, scale, part };
    if (to === from && scale === 1 && !part) return y;
    const places = range(to).map((j) => coordinate(j, line));
    if (asked.antialias && mode !== "nearest" && scale < 1) return smoothed(y, axis, places, scale, mode, slope, excludeOutside);
    const filled = part ? outsideOf(y, axis, places, asked.outside) : (each: AnyTensor) => each;
    if (mode === "linear") return filled(alongAxis(y, axis, places, linear, false));
    if (mode === "cubic") return filled(alongAxis(y, axis, places, cubic(slope), excludeOutside));
    return filled(y.gather(numbers(places.map((at) => Math.min(from - 1, Math.max(0, rounding(at))))), axis));
  }, x);
};

const resize = (call: Call): AnyTensor => {
  const x = call.input(0);
  const early = call.opset < 11;
  const place = call.text("coordinate_transformation_mode", early ? "asymmetric" : "half_pixel");
  // A part is read where the places ask for one alone.
  const crops = place === "tf_crop_and_resize";
  if (!early && !crops) call.optional(1);
  return resized(call, x, {
    mode: call.text("mode", "nearest"),
    place,
    part: crops ? call.needed(1) : undefined,
    outside: call.float("extrapolation_value", 0),
    antialias: call.flag("antialias", false),
    policy: call.text("keep_aspect_ratio_policy", "stretch"),
    nearest: call.text("nearest_mode", early ? "floor" : "round_prefer_floor"),
    scales: call.numbers(early ? 1 : 2),
    sizes: early ? undefined : call.numbers(3),
    axes: call.integers("axes"),
    slope: call.float("cubic_coeff_a", -0.75),
    excludeOutside: call.integer("exclude_outside", 0) === 1,
  });
};

const upsample = (call: Call): AnyTensor =>
  resized(call, call.input(0), {
    mode: call.text("mode", "nearest"),
    place: "asymmetric",
    nearest: "floor",
    scales: call.opset < 9 ? (call.attribute("scales") as readonly number[]) : call.numbers(1),
    sizes: undefined,
    axes: undefined,
    slope: 0,
    excludeOutside: false,
    antialias: false,
    policy: "stretch",
    part: undefined,
    outside: 0,
  });

export const resizing = {
  AffineGrid: affineGrid,
  GridSample: gridSample,
  Resize: resize, Upsample: upsample } satisfies Readonly<Record<string, Translation>>;
