import type { AnyTensor } from "../../core/tensor.ts";
import { range } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { asTensor } from "./constants.ts";
import { numbers } from "./numbers.ts";

/** One axis that is resized: the runtime computes places as float32, and so do we. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly scale: number;
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

interface Asked {
  readonly mode: string;
  readonly place: string;
  readonly nearest: string;
  readonly scales: readonly number[] | undefined;
  readonly sizes: readonly number[] | undefined;
  readonly axes: readonly number[] | undefined;
  readonly slope: number;
  readonly excludeOutside: boolean;
}

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
  return axes.reduce((y, axis, i) => {
    const from = x.shape[axis]!;
    const to = factors ? Math.floor(from * factors[i]!) : sizes![i]!;
    if (place === "align_corners" && factors && Math.abs(from * factors[i]! - Math.round(from * factors[i]!)) > 1e-3) {
      throw call.refuse(
        `its scale ${factors[i]} makes no whole length of ${from}, and what corners are aligned to then is not agreed on`,
        "Export the model with a size instead: interpolate(x, size=…, align_corners=True).",
      );
    }
    const line = { from, to, scale: factors ? factors[i]! : fround(to / from) };
    if (to === from && line.scale === 1) return y;
    const places = range(to).map((j) => coordinate(j, line));
    if (mode === "linear") return alongAxis(y, axis, places, linear, false);
    if (mode === "cubic") return alongAxis(y, axis, places, cubic(slope), excludeOutside);
    return y.gather(numbers(places.map((at) => Math.min(from - 1, Math.max(0, rounding(at))))), axis);
  }, x);
};

const resize = (call: Call): AnyTensor => {
  const x = call.input(0);
  const early = call.opset < 11;
  if (call.integer("antialias", 0) === 1) throw call.refuse("it smooths what it makes smaller (antialias)");
  const policy = call.text("keep_aspect_ratio_policy", "stretch");
  if (policy !== "stretch") throw call.refuse(`its keep_aspect_ratio_policy is "${policy}", and "stretch" is known`);
  // For tf_crop_and_resize alone, which is refused.
  call.ignore("extrapolation_value");
  if (!early) call.optional(1);
  return resized(call, x, {
    mode: call.text("mode", "nearest"),
    place: call.text("coordinate_transformation_mode", early ? "asymmetric" : "half_pixel"),
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
  });

export const resizing = { Resize: resize, Upsample: upsample } satisfies Readonly<Record<string, Translation>>;
