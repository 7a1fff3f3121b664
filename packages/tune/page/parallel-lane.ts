import { colour, formatValue } from "@kaviar/page";
import { type Option, placed } from "@kaviar/page/charts";
import type { Axis } from "../src/report/plots/index.ts";
import type { Value } from "../src/space/dimension.ts";

/** An axis of parallel coordinates, and where a line passes it: as a share of its height, from its foot. */
export interface Lane {
  readonly option: Option;
  shareOf(value: Value | undefined): number;
  /** The same of a number on the axis itself, as the library tells what is kept of it. */
  shareAt(place: number): number;
}

interface LaneOptions {
  readonly dim: number;
  /** Whether some lines have no value here: they pass below the axis, where it says so, and not at a value of others. */
  readonly hasAbsent: boolean;
  /** Where the axis ends: what lies beyond passes at its end. */
  readonly low?: number;
  readonly high?: number;
}

const absent = "absent";

/** How far below its axis the lane of those without a value lies, as a share of the axis. */
const below = 0.16;

export const lane = (axis: Axis, options: LaneOptions): Lane =>
  axis.scale === "category" ? categories(axis, options) : numbers(axis, options);

const categories = ({ label, categories = [] }: Axis, { dim, hasAbsent }: LaneOptions): Lane => {
  const names = [...(hasAbsent ? [absent] : []), ...categories.map(formatValue)];
  const { option } = placed({ label, scale: "category", categories: names });
  const shareAt = (place: number) => (place + 0.5) / names.length;
  return {
    option: { ...option, ...look(label, dim), axisLabel: { ...(option.axisLabel as object), ...labels() } },
    shareAt,
    shareOf: (value) => shareAt(value === undefined ? 0 : categories.indexOf(value) + Number(hasAbsent)),
  };
};

const numbers = (axis: Axis, { dim, hasAbsent, low, high }: LaneOptions): Lane => {
  const { option, place } = placed(axis, {}, 0);
  const own = option.axisLabel as { formatter(value: number): string; customValues?: readonly number[] };
  const isLog = option.type === "log";
  const foot = low ?? place(axis.low!);
  const end = high ?? place(axis.high!);
  const top = end > foot ? end : isLog ? 2 * foot : foot + 1;
  const lane = isLog ? foot / (top / foot) ** below : foot - below * (top - foot);
  const bottom = hasAbsent ? lane : foot;
  // What lies between the low end, rounded or not, and the lane is nowhere.
  const least = isLog ? foot * (1 - 1e-9) : foot - 1e-9 * (top - foot);
  const formatter = (value: number) => (value >= least ? own.formatter(value) : value > bottom ? "" : absent);
  const on = isLog ? Math.log : (value: number) => value;
  const shareAt = (value: number) => {
    const share = (on(value) - on(bottom)) / (on(top) - on(bottom));
    return Math.min(Math.max(share, 0), 1);
  };
  const isRound = low === undefined;
  return {
    option: {
      ...option,
      ...look(axis.label, dim),
      min: bottom,
      max: top,
      axisLabel: {
        ...own,
        ...labels(),
        showMinLabel: hasAbsent || isRound,
        showMaxLabel: isRound,
        ...(hasAbsent && { formatter }),
        ...(hasAbsent && isLog && { customValues: [bottom, ...(own.customValues ?? powers(foot, top))] }),
      },
    },
    shareAt,
    shareOf: (value) => (value === undefined ? 0 : shareAt(place(value))),
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
  id: String(dim),
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
