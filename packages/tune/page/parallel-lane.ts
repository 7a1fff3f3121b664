import { colour, formatValue } from "@kaviar/page";
import { type Option, placed } from "@kaviar/page/charts";
import type { Axis } from "../src/report/plots/index.ts";
import type { Value } from "../src/space/dimension.ts";

/** An axis of parallel coordinates, and where a line passes it. */
interface Lane {
  readonly option: Option;
  place(value: Value | undefined): number;
}

interface LaneOptions {
  readonly dim: number;
  /** Whether some lines have no value here: they pass below the axis, where it says so, and not at a value of others. */
  readonly hasAbsent: boolean;
  /** Where the axis ends, if not where its data do: what lies beyond passes at its end. */
  readonly min?: number;
  readonly max?: number;
}

const absent = "absent";

/** How far below its axis the lane of those without a value lies, as a share of the axis. */
const below = 0.16;

export const lane = (axis: Axis, options: LaneOptions): Lane =>
  axis.scale === "category" ? categories(axis, options) : numbers(axis, options);

const categories = ({ label, categories = [] }: Axis, { dim, hasAbsent }: LaneOptions): Lane => {
  const names = categories.map(formatValue);
  return {
    option: {
      ...look(label, dim),
      type: "category",
      data: hasAbsent ? [absent, ...names] : names,
      axisLabel: labels(),
    },
    place: (value) => (value === undefined ? 0 : categories.indexOf(value) + Number(hasAbsent)),
  };
};

const numbers = (axis: Axis, { dim, hasAbsent, min, max }: LaneOptions): Lane => {
  const { option, place } = placed(axis, {}, 0);
  const own = option.axisLabel as { formatter(value: number): string; customValues?: readonly number[] };
  const cut = min === undefined ? option : { ...option, min, max };
  const ends = min === undefined ? {} : { showMinLabel: false, showMaxLabel: false };
  const clamp = (value: number) => Math.min(Math.max(value, min ?? value), max ?? value);
  if (!hasAbsent)
    return {
      option: { ...cut, ...look(axis.label, dim), axisLabel: { ...own, ...labels(), ...ends } },
      place: (value) => clamp(place(value!)),
    };
  const isLog = option.type === "log";
  const [low, high] = [place(axis.low!), place(axis.high!)];
  const top = high > low ? high : isLog ? 2 * low : low + 1;
  const bottom = isLog ? low / (top / low) ** below : low - below * (top - low);
  // What lies between the low end, rounded or not, and the lane is nowhere.
  const end = isLog ? low * (1 - 1e-9) : low - 1e-9 * (top - low);
  const formatter = (value: number) => (value >= end ? own.formatter(value) : value > bottom ? "" : absent);
  return {
    option: {
      ...option,
      ...look(axis.label, dim),
      min: bottom,
      max: top,
      axisLabel: {
        ...own,
        ...labels(),
        showMinLabel: true,
        formatter,
        ...(isLog && { customValues: [bottom, ...(own.customValues ?? powers(low, top))] }),
      },
    },
    place: (value) => (value === undefined ? bottom : place(value)),
  };
};

/** The powers of ten from one end to the other, eight of them at most. */
const powers = (low: number, high: number): readonly number[] => {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const step = Math.ceil((last - first + 1) / 8);
  const all: number[] = [];
  for (let power = first; power <= last; power += step) all.push(Number(`1e${power}`));
  return all;
};

const look = (name: string, dim: number): Option => ({
  dim,
  name,
  nameLocation: "end",
  nameGap: 12,
  nameTextStyle: { color: colour.text(), width: 108, overflow: "truncate", fontSize: 11.5, align: "center" },
  axisLine: { lineStyle: { color: colour.soft() } },
  areaSelectStyle: { color: colour.accent(), opacity: 0.25, borderColor: colour.accent() },
});

/** Readable above the lines. */
const labels = () => ({
  color: colour.text(),
  fontSize: 10.5,
  textBorderColor: colour.card(),
  textBorderWidth: 3,
});
