import type { Target } from "../contract/target.ts";
import type { Training } from "../contract/training.ts";
import type { ColumnData } from "../table/column.ts";
import { tableOf } from "../table/table.ts";
import type { Fold } from "./jobs.ts";

/** Rows to be fitted to, as they cross into a thread: a table without its functions. */
export interface SentTraining {
  readonly columns: readonly ColumnData[];
  readonly rows: number;
  readonly target: Target;
  readonly weights: Float64Array | undefined;
  readonly groups: Int32Array | undefined;
}

/** What a thread is asked for: a chain fitted to rows, or, with a fold, what it says of the rows held out. */
export interface Job {
  readonly chain: string;
  readonly training: SentTraining;
  readonly seed: number;
  readonly threads: number;
  readonly fold: Fold | undefined;
}

export type Answer =
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly failure: Failure };

/** An error without its class, which does not cross. */
export interface Failure {
  readonly name: string;
  readonly code: string | undefined;
  readonly evidence: string;
  readonly remedy: string | undefined;
  readonly stack: string | undefined;
}

/** The memory of columns is shared with the threads, not copied for each. */
const shared = <A extends Float64Array | Int32Array>(array: A): A => {
  const Kind = array.constructor as new (memory: SharedArrayBuffer) => A;
  const copy = new Kind(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
};

export const sendTraining = ({ table, target, weights, groups }: Training): SentTraining => ({
  columns: table.data.map((column) =>
    column.kind === "numbers"
      ? { ...column, values: shared(column.values) }
      : { ...column, codes: shared(column.codes) },
  ),
  rows: table.rows,
  target,
  weights,
  groups,
});

export const receiveTraining = ({ columns, rows, ...rest }: SentTraining): Training => ({
  table: tableOf(columns, rows),
  ...rest,
});
