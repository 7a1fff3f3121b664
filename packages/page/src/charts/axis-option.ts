import { formatNumber } from "../format.ts";
import { colour } from "../theme.ts";
import type { Axis, Value } from "./axis.ts";
import { aside, categoryAxis } from "./category-axis.ts";
import { logAxis, logTicks } from "./log-axis.ts";
import type { Option } from "./option.ts";

/** Room beyond the ends of an axis, as a share of it: marks there are seen whole. */
const room = 0.04;

/** An axis as the plotting library takes it, and where a value lies on it. */
export interface Placed {
  readonly option: Option;
  /** With a number of its own for each mark, marks of one category lie side by side. */
  place(value: Value, number?: number): number;
}

const shown = (label: string): string => (label.length > 34 ? `…${label.slice(-33)}` : label);

/** Log axes are the library's own; one-minus-log is a log axis of 1 / (1 − x). */
export const placed = (
  { label, scale, low, high, whole, categories }: Axis,
  extra: Option = {},
  margin = room,
): Placed => {
  const look: Option = {
    name: shown(label),
    nameLocation: "middle",
    nameGap: 26,
    nameTextStyle: { color: colour.soft() },
    axisLabel: { ...labels(margin), formatter: formatNumber },
    axisLine: { onZero: false, lineStyle: { color: colour.line() } },
    splitLine: { lineStyle: { color: colour.line(), opacity: 0.5 } },
    ...extra,
  };
  if (scale === "category")
    return {
      option: categoryAxis(look, categories!),
      place: (value, number) => categories!.indexOf(value) + (number === undefined ? 0 : aside(number)),
    };
  if (scale === "log" && low !== undefined)
    return {
      option: logAxis(look, low, high!, margin, logTicks(low, high!)),
      place: (value) => value as number,
    };
  if (scale === "oneMinusLog" && low !== undefined) {
    const formatter = (y: number) => formatNumber(Number((1 - 1 / y).toPrecision(9)));
    const ticks = logTicks(1 - high!, 1 - low)?.map((rest) => 1 / rest);
    const turned = { ...look, axisLabel: { ...(look.axisLabel as object), formatter } };
    return {
      option: logAxis(turned, 1 / (1 - low), 1 / (1 - high!), margin, ticks),
      place: (value) => 1 / (1 - (value as number)),
    };
  }
  const wide =
    low === undefined || low === high ? {} : { min: low - margin * (high! - low), max: high! + margin * (high! - low) };
  return {
    option: {
      ...look,
      type: "value",
      scale: true,
      ...(whole && { minInterval: 1 }),
      ...wide,
      ...(low === undefined && { axisLabel: { ...labels(0), formatter: formatNumber } }),
    },
    place: (value) => value as number,
  };
};

/** Widened ends are no round numbers: they go without a label. */
const labels = (margin: number) => ({
  color: colour.soft(),
  hideOverlap: true,
  ...(margin > 0 && { showMinLabel: false, showMaxLabel: false }),
});
