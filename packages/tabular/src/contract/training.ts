import type { Table } from "../table/table.ts";
import type { Target } from "./target.ts";

/** Rows to be fitted to. */
export interface Training {
  readonly table: Table;
  readonly target: Target;
  /** How much each row counts; all alike where there are none. */
  readonly weights?: Float64Array | undefined;
  /** The number of the group of each row: rows of one group belong together. */
  readonly groups?: Int32Array | undefined;
}
