import { formatDuration, formatNumber, formatValue, shortName } from "@kaviar/page";
import { axis, countsAxis, valuesAxis } from "@kaviar/page/plots";
import type uPlot from "uplot";
import { durations } from "./durations.ts";
import type { Span } from "./span.ts";

/** The axis of a chart: named below, or at the left. It is asked for its choices again with each drawing. */
export const spanAxis = (side: "x" | "y", span: () => Span): uPlot.Axis => {
  const { label, choices, isLog, of } = span();
  const own = label === "" ? { labelSize: 0 } : {};
  const kind =
    choices !== undefined
      ? lanes(span)
      : isLog
        ? powers
        : { ...numbers, ...(of === "counts" && countsAxis), ...(of === "times" && times) };
  return axis(
    label,
    side === "x" ? { size: 26, space: 60, ...kind, ...own } : { ...valuesAxis, space: 40, ...kind, ...own },
  );
};

const numbers: uPlot.Axis = {
  values: (_, splits) => splits.map((split) => (split === null ? "" : formatNumber(split))),
};

const times: uPlot.Axis = { incrs: durations, values: (_, splits) => splits.map(formatDuration) };

/** Powers of ten alone, as many as there is room for; where there is none between the ends, the ends. */
const powers: uPlot.Axis = {
  splits: (_, __, low, high) => {
    const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
    if (to <= from) return [low, high];
    const every = Math.ceil((to - from) / 4);
    return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, at) => Number(`1e${from + at * every}`));
  },
  values: (_, splits) => splits.map(formatNumber),
  filter: (_, splits) => splits,
};

/** A lane a choice, as many of them named as there is room for. */
const lanes = (span: () => Span): uPlot.Axis => {
  const all = () => span().choices ?? [];
  return {
    splits: () => {
      const every = Math.ceil(all().length / 4);
      return all().flatMap((_, at) => (at % every === 0 ? [at] : []));
    },
    values: (_, splits) => splits.map((at) => shortName(formatValue(all()[at]), 12)),
  };
};
