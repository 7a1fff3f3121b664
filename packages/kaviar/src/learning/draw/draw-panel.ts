import { cellsOf, cut, padEnd, padStart, type Style } from "@kaviar/base/text";
import { type Canvas, createCanvas } from "./canvas.ts";
import type { Panel } from "./panel.ts";

interface Frame {
  /** Cells that the panel takes, numbers on its left included. */
  readonly width: number;
  /** Lines of dots. */
  readonly rows: number;
  readonly style: Style;
}

/** A panel in lines: its title, the dots with the numbers of both axes. */
const drawPanel = (panel: Panel, { width, rows, style }: Frame): string[] => {
  const [bottom, top] = heightOf(panel);
  const marks = new Map([
    [0, tick(top, top - bottom)],
    [rows - 1, tick(bottom, top - bottom)],
  ]);
  const zero = bottom < 0 && top > 0 ? Math.round((top / (top - bottom)) * (rows - 1)) : 0;
  const isBetween = zero > 0 && zero < rows - 1;
  if (isBetween) marks.set(zero, "0");
  const margin = Math.max(...[...marks.values()].map(cellsOf)) + 1;
  const canvas = createCanvas(width - margin - 1, rows);
  draw(panel, canvas, [bottom, top]);
  const [from, to] = panel.range;
  const [left, right] = [tick(from, to - from), tick(to, to - from)];
  return [
    padEnd(style.bold(cut(`${" ".repeat(margin + 1)}${panel.title}`, width)), width),
    ...canvas.lines().map((line, row) => {
      const mark = marks.get(row);
      const dots = isBetween && row === zero ? line.replaceAll(" ", "┈") : line;
      return `${style.dim(`${padStart(mark ?? "", margin - 1)} ${mark === undefined ? "│" : "┤"}`)}${paint(dots, style)}`;
    }),
    style.dim(`${" ".repeat(margin)}└${"─".repeat(width - margin - 1)}`),
    style.dim(`${" ".repeat(margin + 1)}${between(left, panel.axis, right, width - margin - 1)}`),
  ];
};

/** Panels beside each other, as many as fit. */
export const drawPanels = (panels: readonly Panel[], { width, rows, style }: Frame): string[] => {
  const gap = 3;
  const each = Math.min(Math.floor((width - gap * (panels.length - 1)) / panels.length), widest);
  const drawn = panels.map((panel) => drawPanel(panel, { width: each, rows, style }));
  return drawn[0]!.map((_, i) =>
    drawn
      .map((lines) => lines[i]!)
      .join(" ".repeat(gap))
      .trimEnd(),
  );
};

/** A panel is not easier to read for being wider. */
const widest = 76;

const paint = (dots: string, { cyan, dim }: Style): string =>
  dots.replace(/┈+|[^┈ ]+/g, (run) => (run.startsWith("┈") ? dim(run) : cyan(run)));

const heightOf = ({ height, points }: Panel): readonly [number, number] => {
  if (height) return height;
  const values = points.map(([, y]) => y).filter(Number.isFinite);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low < high ? [low, high] : [low - 1, high + 1];
};

const draw = (
  { points, range: [left, right], shape }: Panel,
  canvas: Canvas,
  [bottom, top]: readonly [number, number],
) => {
  const at = ([x, y]: readonly [number, number]) =>
    [
      Math.round(((x - left) / (right - left)) * (canvas.columns - 1)),
      Math.round(((top - y) / (top - bottom)) * (canvas.rows - 1)),
    ] as const;
  const shown = points.filter(([, y]) => Number.isFinite(y)).map(at);
  shown.forEach((place, i) => {
    const next = shown[i + 1];
    if (shape === "bars") bar(canvas, place, shown[i - 1]?.[0] ?? place[0] - 1);
    else if (shape === "line" && next) canvas.line(place, next);
    else if (shape === "points") for (const [dx, dy] of blot) canvas.dot(place[0] + dx, place[1] + dy);
  });
};

/** A bar, as wide as from the one before it. */
const bar = (canvas: Canvas, [column, row]: readonly [number, number], before: number): void => {
  for (let at = before + 1; at <= column; at++) canvas.line([at, row], [at, canvas.rows - 1]);
};

/** A point has to be seen: four dots. */
const blot = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

/** The ends of an axis, and what it is in the middle, where there is room for that. */
const between = (left: string, axis: string, right: string, cells: number): string => {
  const room = cells - cellsOf(left) - cellsOf(right);
  const words = cellsOf(axis) + 2 <= room ? axis : "";
  const before = Math.max(1, Math.floor((cells - cellsOf(words)) / 2) - cellsOf(left));
  return left + padEnd(" ".repeat(before) + words, room) + right;
};

/** A number at an axis of that length, in as few letters as tell it: what cannot be told from 0 there is 0. */
const tick = (value: number, length: number): string => {
  const size = Math.abs(value);
  if (size < length / 200) return "0";
  if (size < 0.001 || size >= 1e5) return value.toExponential(0).replace("e+", "e").replaceAll("-", "−");
  return String(Number(value.toPrecision(size < 1 ? 2 : 3))).replace("-", "−");
};
