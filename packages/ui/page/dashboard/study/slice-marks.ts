import { drawCounts, radiusFor, rgb } from "@kaviar/page/plots";
import type uPlot from "uplot";
import { standings } from "../../../src/columns/standing.ts";
import { type Near, type Pointer, reach } from "../charts/near.ts";
import { inLane, placing, type Span, spanBetween, spanOfChoices } from "../charts/span.ts";
import type { TableParam } from "../table/trial-table.ts";
import type { ShownValues } from "./history-marks.ts";

/** The value of each trial by one parameter. */
export interface SliceData {
  readonly history: ShownValues;
  readonly param: TableParam;
  readonly x: Span;
  readonly y: Span;
  /** How many trials have both. */
  readonly drawn: number;
}

export const sliceOf = (history: ShownValues, param: TableParam): SliceData => {
  const { table, values, kinds, range } = history;
  const places = new Set<number>(kinds.map((kind) => standings.indexOf(kind)));
  let [low, high, drawn] = [Infinity, -Infinity, 0];
  for (let number = 0; number < table.rows; number++) {
    const at = param.numbers[number]!;
    if (!Number.isFinite(at) || !places.has(table.standing[number]!) || !Number.isFinite(values[number]!)) continue;
    drawn++;
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  const { choices } = param;
  const x = choices === undefined ? spanBetween("", low, high, param.log === true) : spanOfChoices("", choices);
  return { history, param, x, y: { label: "", low: range[0], high: range[1], isLog: false }, drawn };
};

/** Places from 0 to 1 of both axes. */
const placesOf = ({ history, param, x, y }: SliceData) => {
  const [across, up] = [placing(x), placing(y)];
  const lanes = param.choices !== undefined;
  return {
    x: (number: number) => across(param.numbers[number]! + (lanes ? 0.7 * inLane(number) : 0)),
    y: (number: number) => 1 - up(history.values[number]!),
  };
};

export const drawSlice = (plot: uPlot, data: SliceData): void => {
  const { left, top, width, height } = plot.bbox;
  const { table, kinds } = data.history;
  const { x, y } = placesOf(data);
  for (const kind of kinds) {
    const place = standings.indexOf(kind);
    drawCounts(
      plot.ctx,
      { left, top, width, height },
      {
        count: table.rows,
        x: (number) => (table.standing[number] === place ? x(number) * width : Number.NaN),
        y: (number) => y(number) * height,
        colour: rgb(kind),
      },
      radiusFor(data.drawn) * devicePixelRatio,
    );
  }
};

/** The trial whose mark is next to a place of the chart; undefined where none is near. */
export const nearestInSlice = ({ left, top, width, height }: Pointer, data: SliceData): Near | undefined => {
  const { table, kinds } = data.history;
  const places = new Set<number>(kinds.map((kind) => standings.indexOf(kind)));
  const { x, y } = placesOf(data);
  let [found, nearest] = [undefined as number | undefined, reach * reach];
  for (let number = 0; number < table.rows; number++) {
    const [dx, dy] = [x(number) * width - left, y(number) * height - top];
    const distance = dx * dx + dy * dy;
    if (distance < nearest && places.has(table.standing[number]!)) [found, nearest] = [number, distance];
  }
  return found === undefined ? undefined : { trial: found, left: x(found) * width, top: y(found) * height };
};
