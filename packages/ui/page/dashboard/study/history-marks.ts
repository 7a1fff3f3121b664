import { valueRange } from "@kaviar/page/charts";
import type { Direction } from "@kaviar/tune";
import type uPlot from "uplot";
import { type Standing, standings } from "../../../src/columns/standing.ts";
import type { BestSoFar } from "../table/best-so-far.ts";
import type { TrialTable } from "../table/trial-table.ts";
import { steadyRange } from "./steady-ends.ts";

/** The values of the trials that are shown, and what there is to know of them before they are drawn. */
export interface ShownValues {
  readonly table: TrialTable;
  readonly values: Float64Array;
  /** The ends of the axis of values. */
  readonly range: readonly [number, number];
  /** Of which standings there are any with a value. */
  readonly kinds: readonly Standing[];
  /** How many trials have a value, and how many of them lie beyond those ends. */
  readonly drawn: number;
  readonly outside: number;
}

export interface HistoryData extends ShownValues {
  readonly best: BestSoFar;
  readonly version: number;
  readonly changed: readonly number[] | undefined;
}

/** Of these the values are drawn, the last above the others. */
const drawnStandings = ["pruned", "infeasible", "complete"] as const satisfies readonly Standing[];

const isDrawn = standings.map((standing) => (drawnStandings as readonly Standing[]).includes(standing));

/**
 * What the axis of values spans: a few wild values do not squash it, judged by an even sample of them. It stays as it was
 * before where that will do.
 */
export const shownValues = (
  table: TrialTable,
  values: Float64Array,
  direction: Direction,
  before?: readonly [number, number],
): ShownValues => {
  const { rows, standing } = table;
  const [sample, every] = [[] as number[], Math.ceil(rows / 2_000)];
  let [low, high, drawn] = [Infinity, -Infinity, 0];
  const isThere = new Uint8Array(standings.length);
  for (let number = 0; number < rows; number++) {
    const value = values[number]!;
    if (!isDrawn[standing[number]!] || !Number.isFinite(value)) continue;
    if (drawn % every === 0) sample.push(value);
    drawn++;
    isThere[standing[number]!] = 1;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const kinds = drawnStandings.filter((kind) => isThere[standings.indexOf(kind)] === 1);
  if (drawn === 0) return { table, values, range: [0, 1], kinds, drawn, outside: 0 };
  const fence = valueRange(sample, direction);
  // The sample may lack the best of all, which is always shown: only the worse side may end earlier.
  const bottom = direction === "maximize" ? Math.max(fence.min ?? low, low) : low;
  const top = direction === "minimize" ? Math.min(fence.max ?? high, high) : high;
  const range = steadyRange(bottom, top, before);
  let outside = 0;
  const [from, to] = range;
  if (low < from || high > to)
    for (let number = 0; number < rows; number++) {
      const value = values[number]!;
      if ((value < from || value > to) && Number.isFinite(value) && isDrawn[standing[number]!]) outside++;
    }
  return { table, values, range, kinds, drawn, outside };
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
