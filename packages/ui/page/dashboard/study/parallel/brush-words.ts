import { formatNumber, formatValue, shortName } from "@kaviar/page";
import type { Brush } from "../../filter/brush.ts";

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
