import { type Near, type Pointer, reach } from "../../charts/near.ts";
import { type Span, scaled, valueAtPlace } from "../../charts/span.ts";
import type { Brush } from "../../filter/brush.ts";
import type { ParallelAxis } from "./parallel-axes.ts";
import type { ParallelData } from "./parallel-data.ts";

/** Where the axes stand in the chart, in pixels. */
export interface Frame {
  readonly axes: readonly ParallelAxis[];
  readonly left: number;
  /** From one axis to the next. */
  readonly apart: number;
  readonly top: number;
  readonly bottom: number;
  /** Where lines pass that lack a parameter; below the foot of its axis. */
  readonly absent: number;
}

export const frameOf = (axes: readonly ParallelAxis[], width: number, height: number): Frame => {
  const [left, right] = [58, 46];
  const hasAbsent = axes.some((axis) => axis.hasAbsent);
  const bottom = height - (hasAbsent ? 36 : 14);
  return {
    axes,
    left,
    apart: axes.length < 2 ? 0 : (width - left - right) / (axes.length - 1),
    top: 34,
    bottom,
    absent: bottom + 24,
  };
};

export const xOf = ({ left, apart }: Frame, axis: number): number => left + axis * apart;

/** Where a trial passes an axis. */
export const yOf = ({ top, bottom, absent, axes }: Frame, axis: number, number: number): number => {
  const place = axes[axis]!.places[number]!;
  return Number.isNaN(place) ? absent : bottom - place * (bottom - top);
};

/** The axis at the pointer. */
export const axisAt = (frame: Frame, left: number): number | undefined => {
  const at = frame.apart === 0 ? 0 : Math.round((left - frame.left) / frame.apart);
  return at >= 0 && at < frame.axes.length && Math.abs(left - xOf(frame, at)) <= reach ? at : undefined;
};

/** The line next to the pointer, of the trials that are shown. */
export const nearestLine = (
  frame: Frame,
  { left, top }: Pointer,
  { shown, shares }: ParallelData,
): Near | undefined => {
  const last = frame.axes.length - 2;
  const at = Math.min(Math.max(Math.floor((left - frame.left) / frame.apart), 0), last);
  const share = (left - xOf(frame, at)) / frame.apart;
  if (last < 0 || share < 0 || share > 1) return undefined;
  let [found, nearest] = [undefined as Near | undefined, 7];
  for (let number = 0; number < shares.length; number++) {
    if (Number.isNaN(shown.standing[number]!)) continue;
    const y = yOf(frame, at, number) * (1 - share) + yOf(frame, at + 1, number) * share;
    if (Math.abs(y - top) < nearest) [found, nearest] = [{ trial: number, left, top: y }, Math.abs(y - top)];
  }
  return found;
};

/** What is kept between two heights of an axis; undefined where that is all of it. */
export const brushBetween = (frame: Frame, axis: ParallelAxis, from: number, to: number): Brush | undefined => {
  const [upper, lower] = [Math.min(from, to), Math.max(from, to)];
  if (upper > frame.bottom + 8 && axis.hasAbsent) return { kind: "absent" };
  const placeAt = (y: number) => (frame.bottom - y) / (frame.bottom - frame.top);
  const [low, high] = [placeAt(lower), placeAt(upper)];
  const { span } = axis;
  const { choices } = span;
  if (choices !== undefined) {
    const [first, last] = [low, high].map((place) => valueAtPlace(span, place)) as [number, number];
    const inside = choices.filter((_, at) => at >= first && at <= last);
    const chosen = inside.length > 0 ? inside : choices.filter((_, at) => at === Math.round((first + last) / 2));
    return chosen.length === choices.length || chosen.length === 0 ? undefined : { kind: "choices", choices: chosen };
  }
  const brush = {
    kind: "between" as const,
    ...(low > 0 && { low: rounded(span, low) }),
    ...(high < 1 && { high: rounded(span, high) }),
  };
  return brush.low === undefined && brush.high === undefined ? undefined : brush;
};

/** As many digits as a thousandth of the axis shows. */
const rounded = (span: Span, place: number): number => {
  const value = valueAtPlace(span, place);
  if (span.isLog) return Number(value.toPrecision(3));
  const digits = Math.ceil(-Math.log10(span.high - span.low)) + 3;
  return Number(value.toFixed(Math.min(Math.max(digits, 0), 100)));
};

/** The heights between which a brush lies. */
export const heightsOf = (frame: Frame, { span }: ParallelAxis, brush: Brush): readonly [number, number] => {
  const { top, bottom, absent } = frame;
  if (brush.kind === "absent") return [absent - 8, absent + 8];
  const yAt = (value: number) => {
    const [from, to] = [scaled(span, span.low), scaled(span, span.high)];
    const place = (scaled(span, value) - from) / (to - from);
    return bottom - Math.min(Math.max(Number.isNaN(place) ? 0 : place, 0), 1) * (bottom - top);
  };
  if (brush.kind === "between")
    return [brush.high === undefined ? top : yAt(brush.high), brush.low === undefined ? bottom : yAt(brush.low)];
  const lanes = brush.choices.flatMap((choice) => {
    const at = (span.choices ?? []).findIndex((each) => String(each) === String(choice));
    return at < 0 ? [] : [at];
  });
  if (lanes.length === 0) return [bottom, bottom];
  return [yAt(Math.max(...lanes) + 0.45), yAt(Math.min(...lanes) - 0.45)];
};
