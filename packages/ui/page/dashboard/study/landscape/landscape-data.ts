import { type Near, type Pointer, reach } from "../../charts/near.ts";
import type { Shares } from "../../charts/shares.ts";
import { inLane, placing, type Span, spanBetween, spanOfChoices } from "../../charts/span.ts";
import type { TableParam, TrialTable } from "../../table/trial-table.ts";
import { type Cells, smoothed } from "./smoothed.ts";

/** Two parameters against each other, of the complete trials that are shown. */
export interface LandscapeData {
  readonly table: TrialTable;
  readonly x: Span;
  readonly y: Span;
  /** By number, from 0 to 1 along each axis; NaN of those that are not drawn. */
  readonly places: readonly [Float32Array, Float32Array];
  readonly shares: Float32Array;
  readonly drawn: number;
  /** The smoothed value of each cell, and where it stands among those: 0 the best. */
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
  readonly ranks: Float64Array;
}

/** Along an axis of numbers. */
const cellsAlong = 40;

export const landscapeData = (
  table: TrialTable,
  { shares }: Shares,
  objective: number,
  [across, up]: readonly [TableParam, TableParam],
  isMore: boolean,
): LandscapeData => {
  const isDrawn = (number: number) =>
    !Number.isNaN(shares[number]!) && Number.isFinite(across.numbers[number]!) && Number.isFinite(up.numbers[number]!);
  const numbers: number[] = [];
  for (let number = 0; number < shares.length; number++) if (isDrawn(number)) numbers.push(number);
  const [x, y] = [spanOf(across, numbers), spanOf(up, numbers)];
  const places = [placesOf(across, x, numbers, shares.length), placesOf(up, y, numbers, shares.length)] as const;
  const cells = counted(table.values[objective]!, numbers, places, cellsOf(x), cellsOf(y));
  const values = smoothed(
    cells,
    { cells: cells.columns, isChoice: across.choices !== undefined },
    { cells: cells.rows, isChoice: up.choices !== undefined },
  );
  const { columns, rows } = cells;
  return { table, x, y, places, shares, drawn: numbers.length, columns, rows, values, ranks: ranksOf(values, isMore) };
};

const cellsOf = ({ choices }: Span): number => choices?.length ?? cellsAlong;

const spanOf = ({ name, numbers, choices, log }: TableParam, drawn: readonly number[]): Span => {
  if (choices !== undefined) return spanOfChoices(name, choices);
  let [low, high] = [Infinity, -Infinity];
  for (const number of drawn) [low, high] = [Math.min(low, numbers[number]!), Math.max(high, numbers[number]!)];
  return spanBetween(name, low, high, log === true);
};

const placesOf = (
  { numbers, choices }: TableParam,
  span: Span,
  drawn: readonly number[],
  rows: number,
): Float32Array => {
  const place = placing(span);
  const places = new Float32Array(rows).fill(Number.NaN);
  for (const number of drawn)
    places[number] = place(numbers[number]! + (choices === undefined ? 0 : 0.7 * inLane(number)));
  return places;
};

const counted = (
  column: Float64Array,
  drawn: readonly number[],
  [across, up]: LandscapeData["places"],
  columns: number,
  rows: number,
): Cells => {
  const [counts, sums] = [new Float64Array(columns * rows), new Float64Array(columns * rows)];
  for (const number of drawn) {
    const cell = Math.floor(up[number]! * rows) * columns + Math.floor(across[number]! * columns);
    counts[cell]!++;
    sums[cell]! += column[number]!;
  }
  return { columns, rows, counts, sums };
};

/** From 0 to 1, so that one steep corner does not take all colours; NaN where there is no value. */
const ranksOf = (values: Float64Array, isMore: boolean): Float64Array => {
  // Means of equal values differ in their last digits, and would take all colours.
  const rounded = values.map((value) => Number(value.toPrecision(9)));
  const present = [...new Set(rounded.filter((value) => !Number.isNaN(value)))].sort((a, b) =>
    isMore ? b - a : a - b,
  );
  const places = new Map(present.map((value, at) => [value, at / Math.max(present.length - 1, 1)]));
  return rounded.map((value) => places.get(value) ?? Number.NaN);
};

export const nearestPoint = (
  { left, top, width, height }: Pointer,
  { places: [across, up] }: LandscapeData,
): Near | undefined => {
  let [found, nearest] = [undefined as Near | undefined, reach * reach];
  for (let number = 0; number < across.length; number++) {
    const [atLeft, atTop] = [across[number]! * width, (1 - up[number]!) * height];
    const distance = (atLeft - left) ** 2 + (atTop - top) ** 2;
    if (distance < nearest) [found, nearest] = [{ trial: number, left: atLeft, top: atTop }, distance];
  }
  return found;
};
