import type { Random } from "@kaviar/base/random";
import type { Target } from "../../../contract/target.ts";
import type { NumberColumn } from "../../../table/column.ts";

/** How much each column tells of the target; NaN where that cannot be said, as of a constant one. */
export interface ColumnScores {
  readonly scores: Float64Array;
  /** The probability of such a score or a higher one where column and target have nothing to do with each other. */
  readonly pValues?: Float64Array;
}

/** A way to score columns of finite numbers by a target of one task. */
export interface ColumnScore<T extends Target = Target> {
  readonly task: T["task"];
  of(columns: readonly NumberColumn[], target: T, random: Random): ColumnScores;
}
