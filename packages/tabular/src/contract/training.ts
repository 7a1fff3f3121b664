import type { Table } from "../table/table.ts";
import { type Target, takeTarget } from "./target.ts";

/** Rows to be fitted to. */
export interface Training {
  readonly table: Table;
  readonly target: Target;
  /** How much each row counts; all alike where there are none. */
  readonly weights?: Float64Array | undefined;
  /** The number of the group of each row: rows of one group belong together. */
  readonly groups?: Int32Array | undefined;
}

/** Some rows of it, in the given order; a row may come several times. */
export const takeTraining = ({ table, target, weights, groups }: Training, rows: ArrayLike<number>): Training => ({
  table: table.take(rows),
  target: takeTarget(target, rows),
  weights: weights && Float64Array.from(rows, (row) => weights[row]!),
  groups: groups && Int32Array.from(rows, (row) => groups[row]!),
});
