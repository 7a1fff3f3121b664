import { formatNumber, plural } from "@kaviar/base/text";
import { colour, colourKey, colourNamed, h, section, shortName, shownScore } from "@kaviar/page";
import { chart, type Option, tooltip } from "@kaviar/page/charts";
import type { Dependence, FitReport } from "../../../src/report/fit-report.ts";
import { momentOr } from "../../moment.ts";

/** How what the model says changes with one column, all else as it is. */
export const dependence = ({ explained: { dependence: all }, classes, target }: FitReport): HTMLElement | undefined => {
  if (all.length === 0) return undefined;
  const lines = all[0]!.lines;
  const isMany = lines.length > 1;
  const values = all.flatMap(({ lines }) =>
    lines.flatMap(({ mean, low, high }) => (isMany ? mean : [...mean, ...low, ...high])),
  );
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.04 * (high - low || 1);
  const range = { min: low - room, max: high + room };
  const what =
    classes.length === 0 ? target : isMany ? "each class's probability" : `the probability of “${lines[0]!.label}”`;
  return section(
    "What it has learned of each column",
    `How ${what} changes with one column, all else as it is, in the mean over ${plural(all[0]!.rows, "row")} (partial dependence)${isMany ? "" : "; four of five rows lie in the shade"}. Flat means the column does little by itself. All have the same scale.`,
    isMany ? colourKey(lines.map(({ label }, i) => ({ name: label!, colour: `class${i + 1}` }))) : undefined,
    h(
      "div",
      { class: "small dependences" },
      ...all.map((each) => h("div", {}, h("h3", {}, each.column), plot(each, range))),
    ),
  );
};

interface Range {
  readonly min: number;
  readonly max: number;
}

const plot = (each: Dependence, range: Range): HTMLElement => {
  const isNumbers = each.points.every((point) => typeof point === "number");
  const names = each.points.map((point) => nameOf(each, point));
  const { mean } = each.lines[0]!;
  const label = `What is said by ${each.column}: ${names.map((name, i) => `${name} ${shownScore(mean[i])}`).join(", ")}.`;
  return chart(label, () => (isNumbers ? curve(each, range) : steps(each, names, range)), { height: 180 }).element;
};

const nameOf = ({ isDate }: Dependence, point: number | string): string =>
  typeof point === "string" ? point : isDate ? momentOr("date", point) : formatNumber(point);

const frame = { left: 4, right: 14, top: 8, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" };

const valueAxis = (range: Range): Option => ({
  type: "value",
  ...range,
  splitNumber: 3,
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { color: colour.soft(), formatter: formatNumber, showMinLabel: false, showMaxLabel: false },
  splitLine: { lineStyle: { color: colour.line(), opacity: 0.5 } },
});

const lineColour = ({ lines }: Dependence, i: number): string =>
  lines.length === 1 ? colour.accent() : colourNamed(`class${i + 1}`);

const says = (each: Dependence, { at, line }: { readonly at: number; readonly line: number }): string => {
  const { label, mean, low, high } = each.lines[line]!;
  const of = label === undefined ? "" : `${label}: `;
  return `${nameOf(each, each.points[at]!)} → ${of}${shownScore(mean[at])} (${shownScore(low[at])} to ${shownScore(high[at])})`;
};

/** Numbers: a line, and where four of five rows lie as a shade. */
const curve = (each: Dependence, range: Range): Option => ({
  ...tooltip((data) => says(each, data as never)),
  grid: frame,
  xAxis: {
    type: "value",
    min: each.points[0],
    max: each.points.at(-1),
    splitNumber: 3,
    ...(each.points.every(Number.isInteger) && { minInterval: 1 }),
    axisLabel: { color: colour.soft(), hideOverlap: true, formatter: (x: number) => nameOf(each, x) },
    axisLine: { lineStyle: { color: colour.line() } },
    splitLine: { show: false },
  },
  yAxis: valueAxis(range),
  series: each.lines.flatMap(({ mean, low, high }, line) => [
    ...(each.lines.length === 1 ? shade(each.points as readonly number[], low, high) : []),
    {
      type: "line",
      data: mean.map((value, at) => ({ value: [each.points[at], value], at, line })),
      symbol: "circle",
      symbolSize: 5,
      lineStyle: { color: lineColour(each, line), width: 2 },
      itemStyle: { color: lineColour(each, line) },
    },
  ]),
});

/** The room between two curves, as two areas upon each other. */
const shade = (points: readonly number[], low: readonly number[], high: readonly number[]): readonly Option[] => {
  const area = {
    type: "line",
    stack: "shade",
    stackStrategy: "all",
    silent: true,
    showSymbol: false,
    lineStyle: { opacity: 0 },
  };
  return [
    { ...area, data: low.map((value, i) => [points[i], value]) },
    {
      ...area,
      data: high.map((value, i) => [points[i], value - low[i]!]),
      areaStyle: { color: colour.accent(), opacity: 0.14 },
    },
  ];
};

/** Categories: a mark for each, with a line from where one of five is lower to where one of five is higher. */
const steps = (each: Dependence, names: readonly string[], range: Range): Option => ({
  ...tooltip((data) => says(each, data as never)),
  grid: frame,
  yAxis: {
    type: "category",
    inverse: true,
    data: names.map((name) => shortName(name, 16)),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colour.line() } },
    axisLabel: { color: colour.text(), width: 90, overflow: "truncate", hideOverlap: true },
  },
  xAxis: valueAxis(range),
  series: each.lines.flatMap(({ mean, low, high }, line) => [
    ...(each.lines.length === 1
      ? low.map((from, at) => ({
          type: "line",
          silent: true,
          showSymbol: false,
          data: [
            [from, at],
            [high[at], at],
          ],
          lineStyle: { color: colour.accent(), opacity: 0.22, width: 9, cap: "round" },
        }))
      : []),
    {
      type: "scatter",
      data: mean.map((value, at) => ({ value: [value, at], at, line })),
      symbolSize: 8,
      itemStyle: { color: lineColour(each, line) },
    },
  ]),
});
