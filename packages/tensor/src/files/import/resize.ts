import type { AnyTensor } from "../../core/tensor.ts";
import { isFloat } from "../../values/dtype.ts";
import { range } from "../../values/shape.ts";
import { affineGrid } from "./affine-grid.ts";
import type { Call, Translation } from "./call.ts";
import { gridSample } from "./grid-sample.ts";
import { numbers } from "./numbers.ts";
import { alongAxis, cubic, linear, outsideOf, smoothed } from "./resize-axis.ts";
import { coordinates, roundings } from "./resize-places.ts";

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
  if (mode !== "nearest" && !isFloat(x.dtype)) throw call.refuse(`it makes means of ${x.dtype}`);
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
  const kept =
    sizes && asked.policy !== "stretch" ? policy(axes.map((axis, i) => sizes[i]! / x.shape[axis]!)) : undefined;
  return axes.reduce((y, axis, i) => {
    const from = x.shape[axis]!;
    const to = kept ? Math.round(kept[i]! * from) : factors ? Math.floor(from * factors[i]!) : sizes![i]!;
    if (place === "align_corners" && factors && Math.abs(from * factors[i]! - Math.round(from * factors[i]!)) > 1e-3) {
      throw call.refuse(
        `its scale ${factors[i]} makes no whole length of ${from}, and what corners are aligned to then is not agreed on`,
        "Export the model with a size instead: interpolate(x, size=…, align_corners=True).",
      );
    }
    const scale = kept ? kept[i]! : factors ? factors[i]! : Math.fround(to / from);
    const part = asked.part && ([asked.part[i]!, asked.part[i + axes.length]!] as const);
    const line = { from, to, scale, part };
    if (to === from && scale === 1 && !part) return y;
    const places = range(to).map((j) => coordinate(j, line));
    if (asked.antialias && mode !== "nearest" && scale < 1)
      return smoothed(y, axis, places, scale, mode, slope, excludeOutside);
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
  Resize: resize,
  Upsample: upsample,
} satisfies Readonly<Record<string, Translation>>;
