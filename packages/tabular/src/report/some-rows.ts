import { inOrder, seededRandom, shuffle } from "@kaviar/base/random";
import type { Table } from "../table/table.ts";

/** So many rows, drawn and in the order of the table; all where there are no more. */
export const someRows = (table: Table, rows: number, seed: number): Table =>
  table.rows <= rows
    ? table
    : table.take(shuffle(inOrder(table.rows), seededRandom(seed, 0x505)).subarray(0, rows).toSorted());
