import { valueRange } from "@kaviar/page/charts";
import { drawCounts, radiusFor, rgb } from "@kaviar/page/plots";
import type { Direction } from "@kaviar/tune";
import type uPlot from "uplot";
import { type Standing, standings } from "../../../src/columns/standing.ts";
import type { TrialTable } from "../table/trial-table.ts";

export interface HistoryData {
  readonly table: TrialTable;
  readonly values: Float64Array;
  readonly best: readonly { readonly trial: number; readonly value: number }[];
  /** The ends of the axis of values. */
  readonly range: [number, number];
  /** Of which standings there are any with a value. */
  readonly kinds: readonly Standing[];
  /** How many trials have a value, and how many of them lie beyond those ends. */
  readonly drawn: number;
  readonly outside: number;
}

/** Of these the values are drawn, the last above the others. */
const drawnStandings = ["pruned", "infeasible", "complete"] as const satisfies readonly Standing[];

const isDrawn = standings.map((standing) => (drawnStandings as readonly Standing[]).includes(standing));

/** What the axis of values spans: a few wild values do not squash it, judged by an even sample of them. */
export const shownValues = (
  { rows, standing }: TrialTable,
  values: Float64Array,
  direction: Direction,
): Pick<HistoryData, "range" | "kinds" | "drawn" | "outside"> => {
  const [sample, every] = [[] as number[], Math.ceil(rows / 2_000)];
  let [low, high, drawn] = [Infinity, -Infinity, 0];
  const isThere = standings.map(() => false);
  for (let number = 0; number < rows; number++) {
    const value = values[number]!;
    if (!isDrawn[standing[number]!] || !Number.isFinite(value)) continue;
    if (drawn % every === 0) sample.push(value);
    drawn++;
    isThere[standing[number]!] = true;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const kinds = drawnStandings.filter((kind) => isThere[standings.indexOf(kind)]);
  if (drawn === 0) return { range: [0, 1], kinds, drawn, outside: 0 };
  const fence = valueRange(sample, direction);
  // The sample may lack the best of all, which is always shown: only the worse side may end earlier.
  const bottom = direction === "maximize" ? Math.max(fence.min ?? low, low) : low;
  const top = direction === "minimize" ? Math.min(fence.max ?? high, high) : high;
  const margin = 0.04 * (top - bottom) || 0.05 * Math.abs(top) || 1;
  const range: [number, number] = [bottom - margin, top + margin];
  let outside = 0;
  if (fence.outside === 0) return { range, kinds, drawn, outside };
  for (let number = 0; number < rows; number++)
    if (isDrawn[standing[number]!] && (values[number]! < range[0] || values[number]! > range[1])) outside++;
  return { range, kinds, drawn, outside };
};

export const drawTrials = (plot: uPlot, { table: { rows, standing }, values, kinds, drawn }: HistoryData): void => {
  const { left, top, width, height } = plot.bbox;
  const { x, y } = plot.scales;
  const perX = width / (x!.max! - x!.min!);
  const perY = height / (y!.max! - y!.min!);
  const [fromX, toY] = [x!.min!, y!.max!];
  for (const kind of kinds) {
    const place = standings.indexOf(kind);
    drawCounts(
      plot.ctx,
      { left, top, width, height },
      {
        count: rows,
        x: (number) => (standing[number] === place ? (number - fromX) * perX : Number.NaN),
        y: (number) => (toY - values[number]!) * perY,
        colour: rgb(kind),
      },
      radiusFor(drawn) * devicePixelRatio,
    );
  }
};

/** The best so far, as steps. */
export const drawBest = ({ ctx, bbox, valToPos }: uPlot, { best, table }: HistoryData, colour: string): void => {
  if (best.length === 0) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.beginPath();
  for (const [at, { trial, value }] of best.entries()) {
    const [x, y] = [valToPos(trial, "x", true), valToPos(value, "y", true)];
    if (at === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, valToPos(best[at - 1]!.value, "y", true));
    ctx.lineTo(x, y);
  }
  ctx.lineTo(valToPos(table.rows - 1, "x", true), valToPos(best.at(-1)!.value, "y", true));
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.strokeStyle = colour;
  ctx.stroke();
  ctx.restore();
};

/** The trial whose mark is next to the pointer; undefined where none is near. */
export const nearestTrial = (plot: uPlot, { table, values }: HistoryData): number | undefined => {
  const { left = -1, top = -1 } = plot.cursor;
  if (left < 0 || top < 0) return undefined;
  const reach = 14;
  const from = Math.max(Math.floor(plot.posToVal(left - reach, "x")), 0);
  const to = Math.min(Math.ceil(plot.posToVal(left + reach, "x")), table.rows - 1);
  let [found, nearest] = [undefined as number | undefined, reach * reach];
  for (let number = from; number <= to; number++) {
    if (!isDrawn[table.standing[number]!]) continue;
    const [dx, dy] = [plot.valToPos(number, "x") - left, plot.valToPos(values[number]!, "y") - top];
    const distance = dx * dx + dy * dy;
    if (distance < nearest) [found, nearest] = [number, distance];
  }
  return found;
};
