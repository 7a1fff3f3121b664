import { formatNumber, formatValue, shortName } from "@kaviar/page";
import type { Brush } from "../../filter/brush.ts";
import type { End } from "./brush-by-keys.ts";
import type { ParallelAxis } from "./parallel-axes.ts";

/** What a brush keeps: "from 0.001 to 0.1". */
export const brushWords = (brush: Brush): string => {
  if (brush.kind === "absent") return "absent";
  if (brush.kind === "choices") return `is ${shortName(brush.choices.map(formatValue).join(" or "), 40)}`;
  const { low, high } = brush;
  return [
    ...(low === undefined ? [] : [`from ${formatNumber(low)}`]),
    ...(high === undefined ? [] : [`to ${formatNumber(high)}`]),
  ].join(" ");
};

/** Where an end lies, as it is read out. */
export const endWords = ({ span }: ParallelAxis, brush: Brush | undefined, end: End): string => {
  if (brush?.kind === "absent") return "absent";
  const { choices } = span;
  if (choices !== undefined) {
    const kept = brush?.kind === "choices" ? brush.choices : choices;
    return formatValue(kept.at(end === "low" ? 0 : -1)!);
  }
  const value = brush?.kind === "between" ? brush[end] : undefined;
  return value === undefined ? (end === "low" ? "the lowest" : "the highest") : formatNumber(value);
};
