import { drawCounts, radiusFor, rgb } from "@kaviar/page/plots";
import type uPlot from "uplot";
import { standings } from "../../../src/columns/standing.ts";
import type { TableParam } from "../table/trial-table.ts";
import type { HistoryData } from "./history-marks.ts";

/** The value of each trial by one parameter. */
export interface SliceData {
  readonly history: HistoryData;
  readonly param: TableParam;
  readonly isLog: boolean;
  /** The ends of the axis of the parameter: of choices a lane each, from -0.5 on. */
  readonly ends: readonly [number, number];
  /** How many trials have both. */
  readonly drawn: number;
}

export const sliceOf = (history: HistoryData, param: TableParam): SliceData => {
  const { table, values, kinds } = history;
  const places = new Set<number>(kinds.map((kind) => standings.indexOf(kind)));
  let [low, high, drawn] = [Infinity, -Infinity, 0];
  for (let number = 0; number < table.rows; number++) {
    const at = param.numbers[number]!;
    if (!Number.isFinite(at) || !places.has(table.standing[number]!) || !Number.isFinite(values[number]!)) continue;
    drawn++;
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  const isLog = param.log === true && param.choices === undefined && low > 0;
  if (param.choices !== undefined) return { history, param, isLog, ends: [-0.5, param.choices.length - 0.5], drawn };
  if (drawn === 0) return { history, param, isLog: false, ends: [0, 1], drawn };
  if (isLog) {
    const room = Math.max((high / low) ** 0.03, 1.05);
    return { history, param, isLog, ends: [low / room, high * room], drawn };
  }
  const room = 0.03 * (high - low) || 0.05 * Math.abs(low) || 1;
  return { history, param, isLog, ends: [low - room, high + room], drawn };
};

/** Where in its lane a trial of a choice stands: by its number, so that it stays there. */
const inLane = (number: number): number => (((number * 0.618_033_988_75) % 1) - 0.5) * 0.7;

const placeOf = ({ param, isLog }: SliceData, number: number): number => {
  const at = param.numbers[number]!;
  if (param.choices !== undefined) return at + inLane(number);
  return isLog ? Math.log(at) : at;
};

/** Places in pixels of the box, whose corner is 0, 0. */
const placesIn = (data: SliceData, width: number, height: number) => {
  const { ends, isLog, history } = data;
  const [from, to] = isLog ? [Math.log(ends[0]), Math.log(ends[1])] : ends;
  const [bottom, top] = history.range;
  return {
    x: (number: number) => ((placeOf(data, number) - from) / (to - from)) * width,
    y: (number: number) => ((top - history.values[number]!) / (top - bottom)) * height,
  };
};

export const drawSlice = (plot: uPlot, data: SliceData): void => {
  const { left, top, width, height } = plot.bbox;
  const { table, kinds } = data.history;
  const { x, y } = placesIn(data, width, height);
  for (const kind of kinds) {
    const place = standings.indexOf(kind);
    drawCounts(
      plot.ctx,
      { left, top, width, height },
      {
        count: table.rows,
        x: (number) => (table.standing[number] === place ? x(number) : Number.NaN),
        y,
        colour: rgb(kind),
      },
      radiusFor(data.drawn) * devicePixelRatio,
    );
  }
};

/** The trial whose mark is next to a place of the chart; undefined where none is near. */
export const nearestInSlice = (
  plot: uPlot,
  data: SliceData,
): { trial: number; left: number; top: number } | undefined => {
  const { left = -1, top = -1 } = plot.cursor;
  if (left < 0 || top < 0) return undefined;
  const { table, kinds } = data.history;
  const places = new Set<number>(kinds.map((kind) => standings.indexOf(kind)));
  const { x, y } = placesIn(data, plot.over.clientWidth, plot.over.clientHeight);
  const reach = 14;
  let [found, nearest] = [undefined as number | undefined, reach * reach];
  for (let number = 0; number < table.rows; number++) {
    const [dx, dy] = [x(number) - left, y(number) - top];
    const distance = dx * dx + dy * dy;
    if (distance < nearest && places.has(table.standing[number]!)) [found, nearest] = [number, distance];
  }
  return found === undefined ? undefined : { trial: found, left: x(found), top: y(found) };
};
