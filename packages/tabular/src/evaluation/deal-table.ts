import type { Split } from "@kaviar/nn";
import type { Training } from "../contract/training.ts";
import { TableError } from "../error.ts";
import type { FitOptions } from "../pipeline/fit-options.ts";
import { prepare } from "../pipeline/prepare.ts";
import { checkTable } from "../table/check-table.ts";
import type { Table } from "../table/table.ts";
import { dealFolds } from "./deal-folds.ts";
import type { FoldOptions } from "./fold-options.ts";
import { timesOf } from "./times-of.ts";

/** The options of a function that fits to folds, with their defaults. */
interface Filled extends FitOptions, Pick<FoldOptions, "time"> {
  readonly folds: number | readonly Split[];
  readonly repeats: number;
  readonly stratify: boolean;
  readonly seed: number;
}

/** The rows of a table that have a target, and how they are dealt to folds. */
export const dealTable = (
  owner: string,
  table: Table,
  options: Filled,
): {
  readonly training: Training;
  /** The rows of the table that are in it. */
  readonly rows: Int32Array;
  readonly splits: readonly Split[];
  readonly notes: readonly string[];
} => {
  checkTable(owner, table);
  const { group, time } = options;
  const { training, rows, notes } = prepare(table, options);
  if (group !== undefined && time !== undefined) {
    throw new TableError("options", "Folds go by `group` or by `time`, not by both.", {
      remedy: "Give the folds themselves: { folds: [{ training, validation }, …] }.",
    });
  }
  const times = time === undefined ? undefined : timesOf(owner, table, time);
  const splits = dealFolds(owner, training, {
    ...options,
    times: times && Float64Array.from(rows, (row) => times[row]!),
  });
  return { training, rows, splits, notes: [...notes, ...fewerFolds(options, splits.length)] };
};

/** There are never more folds than rows or groups; who asked for more is told. */
const fewerFolds = ({ folds, repeats }: Filled, made: number): readonly string[] =>
  typeof folds !== "number" || made >= folds * repeats
    ? []
    : [`${made} folds in the place of ${folds * repeats}: there are no more rows or groups to share out.`];
