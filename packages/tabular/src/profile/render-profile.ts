import { renderFinding } from "@kaviar/base/finding";
import {
  bar,
  cellsOf,
  cut,
  table as drawTable,
  formatNumber,
  oneLine,
  plural,
  type Style,
  styleFor,
} from "@kaviar/base/text";
import type { Bins, ColumnProfile, NumberSummary, Profile } from "./profile.ts";

interface RenderOptions {
  /** Colours, `styleFor(process.stdout)`; none unless said. */
  readonly style?: Style;
  /** Cells in a line; 120 unless said. */
  readonly width?: number;
}

const plain = styleFor({}, {});

/** A profile as lines of a terminal. */
export const renderProfile = (profile: Profile, { style = plain, width = 120 }: RenderOptions = {}): string[] => {
  const { source, rows, columns, sampled } = profile;
  const title = `${plural(rows, "row")} × ${plural(columns.length, "column")}`;
  return [
    source === undefined ? style.bold(title) : `${style.bold(oneLine(source))}  ${title}`,
    ...(sampled === undefined
      ? []
      : [
          style.dim(
            cut(`Rows, gaps and ends are of the whole file; all else is of ${sampled} rows drawn from it.`, width),
          ),
        ]),
    "",
    ...columnLines(profile, style, width),
    ...targetLines(profile, style, width),
    ...correlationLines(profile, style),
    ...findingLines(profile, style, width),
  ];
};

/** Lines narrower than this have shorter names and histograms. */
const wide = 100;

/** So many columns are looked through in a terminal; of more the first ones, and the target. */
const mostColumns = 500;
const firstColumns = 100;

const columnLines = (
  { columns: all, rows, target, sampled = rows }: Profile,
  style: Style,
  width: number,
): string[] => {
  const isTarget = ({ name }: ColumnProfile) => name === target?.column;
  const columns = all.length <= mostColumns ? all : all.filter((column, i) => i < firstColumns || isTarget(column));
  const hasGaps = columns.some(({ missing }) => missing > 0);
  const longestName = width < wide ? 16 : 26;
  const titles = [
    { title: "column" },
    { title: "type" },
    ...(hasGaps ? [{ title: "missing", align: "right" as const }] : []),
    { title: "values", align: "right" as const },
    ...(target ? [{ title: "explains", align: "right" as const }] : []),
    { title: "" },
    { title: "what is in it" },
  ];
  const body = columns.map((column) => [
    cut(oneLine(column.name), longestName),
    column.type,
    ...(hasGaps ? [column.missing === 0 ? "" : share(column.missing / rows)] : []),
    formatNumber(column.distinct),
    ...(target ? [column.name === target.column ? "target" : share(column.explains ?? 0)] : []),
    style.cyan(histogram(column.bins, width < wide ? 8 : 10)),
    inShort(column, sampled),
  ]);
  const rest = all.length - columns.length;
  return [
    ...drawTable(titles, body, { width, head: style.dim }),
    ...(rest > 0 ? [style.dim(`and ${rest} more: the page has them, and the data`)] : []),
  ];
};

const share = (part: number): string => (part === 0 ? "0 %" : part < 0.01 ? "<1 %" : `${Math.round(100 * part)} %`);

const marks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** Bins put together to as many as there is room for; none is as high as the highest unless it is, none that has a row is blank. */
const histogram = (bins: Bins | undefined, room: number): string => {
  if (!bins) return "";
  const { counts } = bins;
  const cells = Math.min(counts.length, room);
  const heights = Array.from({ length: cells }, (_, cell) => {
    const [from, to] = [cell, cell + 1].map((at) => Math.ceil((at * counts.length) / cells)) as [number, number];
    return counts.slice(from, to).reduce((sum, count) => sum + count / (to - from), 0);
  });
  const highest = Math.max(...heights);
  return heights
    .map((height) => (height === 0 ? " " : marks[Math.max(0, Math.ceil((height / highest) * 8) - 1)]!))
    .join("");
};

const inShort = ({ type, numbers, common, why, distinct }: ColumnProfile, rows: number): string => {
  if (distinct === 0) return why;
  if (type === "constant" || type === "id") return why;
  if (common)
    return common
      .slice(0, 4)
      .map(({ value, rows: n }) => `${oneLine(value)} ${share(n / rows)}`)
      .join(", ");
  if (!numbers) return why;
  if (type === "date") return `${day(numbers.low)} … ${day(numbers.high)}`;
  return spread(numbers);
};

const spread = ({ low, median, high, infinite }: NumberSummary): string =>
  `${formatNumber(low)} … ${formatNumber(median)} … ${formatNumber(high)}${infinite > 0 ? `, ${infinite} infinite` : ""}`;

const day = (moment: number): string => {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? formatNumber(moment) : date.toISOString().slice(0, 10);
};

const mostClasses = 10;
const longestLabel = 26;

const targetLines = ({ target }: Profile, style: Style, width: number): string[] => {
  if (!target?.classes) return [];
  const known = target.classes.reduce((sum, { rows }) => sum + rows, 0);
  const shown = target.classes.slice(0, mostClasses);
  const lines = drawTable(
    [{ title: "" }, { title: "", align: "right" }, { title: "", align: "right" }, { title: "" }],
    shown.map(({ label, rows }) => [
      cut(oneLine(label), longestLabel),
      String(rows),
      share(rows / known),
      bar(rows / known, 20, style),
    ]),
    { width },
  ).slice(1);
  const rest = target.classes.length - shown.length;
  return [
    "",
    style.bold(
      `${oneLine(target.column)}, the target: ${plural(target.classes.length, "class").replace(/classs$/, "classes")}`,
    ),
    ...lines,
    ...(rest > 0 ? [style.dim(`and ${rest} more`)] : []),
  ];
};

const mostPairs = 5;
const close = 0.7;

const correlationLines = ({ correlations }: Profile, style: Style): string[] => {
  const shown = correlations.filter(({ r }) => Math.abs(r) >= close).slice(0, mostPairs);
  if (shown.length === 0) return [];
  return [
    "",
    style.bold("go together"),
    ...drawTable(
      [{ title: "", align: "right" }, { title: "" }],
      shown.map(({ columns, r }) => [r.toFixed(2).replace("-", "−"), columns.map(oneLine).join(" · ")]),
    ).slice(1),
  ];
};

const findingLines = ({ findings }: Profile, style: Style, width: number): string[] => {
  if (findings.length === 0) return [];
  return [
    "",
    style.bold("worth a look"),
    ...findings.flatMap((finding) => {
      const paint = finding.severity === "problem" ? style.yellow : (line: string) => line;
      const [first, ...rest] = renderFinding(finding);
      return [
        ...folded(first!, width, "  ").map(paint),
        ...rest.flatMap((line) => folded(line, width, "       ")).map(style.dim),
      ];
    }),
  ];
};

/** A line on as many as it needs, the later ones set in. */
const folded = (line: string, width: number, indent: string): string[] => {
  const lines: string[] = [];
  let current = /^ */.exec(line)![0];
  let isFresh = true;
  for (const word of line.trim().split(" ")) {
    if (!isFresh && cellsOf(current) + 1 + cellsOf(word) > width) {
      lines.push(current);
      current = indent;
      isFresh = true;
    }
    current += isFresh ? word : ` ${word}`;
    isFresh = false;
  }
  return [...lines, current];
};
