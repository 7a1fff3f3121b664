import type { Brush } from "../../filter/brush.ts";
import type { ParallelAxis } from "./parallel-axes.ts";
import { brushBetween, type Frame, heightsOf } from "./parallel-frame.ts";

/** One end of what is kept along an axis. */
export type End = "low" | "high";

/** An axis of numbers has so many steps, one of choices as many as there are. */
const steps = 20;

export const stepsOf = ({ span: { choices } }: ParallelAxis): number => choices?.length ?? steps;

/** At which steps a brush begins and ends, from the foot of the axis on; without one, or where it keeps what is absent, all of them. */
export const placesOf = (
  frame: Frame,
  axis: ParallelAxis,
  brush: Brush | undefined,
): { readonly [E in End]: number } => {
  const last = stepsOf(axis);
  if (brush === undefined || brush.kind === "absent") return { low: 0, high: last };
  const [upper, lower] = heightsOf(frame, axis, brush);
  const placeOf = (y: number) => Math.round((last * (frame.bottom - y)) / (frame.bottom - frame.top));
  return { low: placeOf(lower), high: placeOf(upper) };
};

/** The brush with one of its ends so many steps higher; one step is kept at least. */
export const brushMoved = (
  frame: Frame,
  axis: ParallelAxis,
  brush: Brush | undefined,
  end: End,
  by: number,
): Brush | undefined => {
  const last = stepsOf(axis);
  const places = placesOf(frame, axis, brush);
  const moved = places[end] + by;
  const { low, high } =
    end === "low"
      ? { low: Math.min(Math.max(moved, 0), places.high - 1), high: places.high }
      : { low: places.low, high: Math.max(Math.min(moved, last), places.low + 1) };
  const heightOf = (place: number) => frame.bottom - (place / last) * (frame.bottom - frame.top);
  return brushBetween(frame, axis, heightOf(low), heightOf(high));
};
