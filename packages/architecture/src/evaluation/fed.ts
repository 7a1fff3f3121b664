import type { Inputs } from "@kaviar/nn";
import { areFew, type FiledRows } from "../data/filed-rows.ts";
import { type HeldRows, heldRows, isFiled, type Rows, takeRows } from "../data/rows.ts";

/** Rows that a network is fed in parts: they lie in a file, and are more than memory should hold. */
export interface Parts {
  readonly rows: number;
  /** Numbers of a row. */
  readonly width: number;
  /** Some of them, as the network takes them. */
  readonly inputs: (which: ArrayLike<number>) => Inputs;
}

/** What a network is fed: all of it at once, or in parts. */
export type Fed = Inputs | Parts;

export const areParts = (fed: Fed): fed is Parts => typeof fed === "object" && "inputs" in fed && "width" in fed;

/** Rows from a file, where they are few; all others stay where they are. */
export const nearRows = (rows: Rows): Rows => (isFiled(rows) && areFew(rows) ? heldRows(rows) : rows);

/** Rows as a network takes them, by what it makes of some. */
export const feedRows = (given: Rows, encode: (rows: HeldRows) => Inputs): Fed => {
  const rows = nearRows(given);
  return isFiled(rows) ? partsOf(rows, encode) : encode(rows);
};

const partsOf = (rows: FiledRows, encode: (rows: HeldRows) => Inputs): Parts => ({
  rows: rows.places.length,
  width: rows.shape.slice(1).reduce((product, n) => product * n, 1),
  inputs: (which) => encode(heldRows(takeRows(rows, which))),
});

/** All at once: for what sees all rows, or few of them. */
export const wholeOf = (fed: Fed): Inputs =>
  areParts(fed) ? fed.inputs(Int32Array.from({ length: fed.rows }, (_, i) => i)) : fed;

/** So many numbers are on their way to a network at a time: memory for more of them comes anew from the system each time. */
const numbersInPart = 2 ** 22;

/** How many rows are fed at a time: a multiple of what a step takes. */
export const rowsInPart = ({ width }: Parts, batch: number): number =>
  batch * Math.max(1, Math.floor(numbersInPart / width / batch));
