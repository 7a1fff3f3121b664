import { withCard } from "@kaviar/base/card";
import { flag, law, type OptionsOf, text, whole } from "@kaviar/base/check";
import { holdout } from "@kaviar/nn";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { fitLaws } from "../pipeline/fit-options.ts";
import { readTarget } from "../pipeline/read-target.ts";
import { checkTable } from "../table/check-table.ts";
import { groupNumbers } from "../table/group-numbers.ts";
import type { Table } from "../table/table.ts";
import { timesOf } from "./times-of.ts";

const read = options("split", {
  /** The column to predict: its classes are shared out alike. */
  target: text.optional(),
  /** What the target is; its values say so unless said. */
  task: fitLaws.task,
  /** How much is held back: a share of the rows, or their number. */
  test: law<number>(
    "a share of the rows between 0 and 1, or a number of rows",
    (x) => typeof x === "number" && x > 0 && (x < 1 || Number.isSafeInteger(x)),
  ).default(0.25),
  /** Another one draws other rows. */
  seed: whole().default(0),
  /** Whether classes are shared out alike; false draws from all rows. */
  stratify: flag.default(true),
  /** A column: rows of one group (a patient, a customer) stay on one side. */
  group: text.optional(),
  /** A column: the latest rows are held back. */
  time: text.optional(),
});

export type SplitOptions = OptionsOf<typeof read>;

export interface TableSplit {
  readonly train: Table;
  readonly test: Table;
}

/**
 * Rows to learn from, and rows held back to be honest about it.
 *
 * ```ts
 * const { train, test } = split(churn, { target: "churned", test: 0.25, seed: 1 });
 * ```
 * A class that has one row stays with the rows to learn from. Rows come in the order of the table; by time, rows of the
 * same moment stay on one side.
 */
export const split = withCard(
  (table: Table, given: SplitOptions = {}): TableSplit => {
    const options = read(given);
    checkTable("split", table);
    const { group, time } = options;
    if (group !== undefined && time !== undefined) {
      throw new TableError("options", "split goes by `group` or by `time`, not by both.", {
        remedy: "By time, a group's later rows would be told by its earlier ones: leave those out first.",
      });
    }
    const count = options.test < 1 ? Math.round(options.test * table.rows) : options.test;
    if (!(count >= 1 && count < table.rows)) {
      throw new TableError("data", `split needs rows on both sides: ${count} of ${table.rows} would be held back.`, {
        remedy: "Give more rows, or a share nearer to a half.",
      });
    }
    const held = time === undefined ? heldAtRandom(table, count, options) : heldByTime(table, count, time);
    const rows = (test: boolean) => Array.from(held.keys()).filter((row) => (held[row] === 1) === test);
    return { train: table.take(rows(false)), test: table.take(rows(true)) };
  },
  {
    about: {
      name: "Training and test rows",
      formula: "round(test · n) rows held back; of each class its share; whole groups; or the latest rows",
      use: "before anything is looked at or fitted: the test rows say what a model is worth",
      pitfall: "rows of one person, or later rows, on both sides make the score too good: say group or time",
      reference: "Devroye & Wagner 1979",
      seeAlso: ["crossValidate"],
    },
  },
);

const heldAtRandom = (
  table: Table,
  count: number,
  { target, task, seed, stratify, group }: ReturnType<typeof read>,
): Uint8Array => {
  const held = new Uint8Array(table.rows);
  if (group !== undefined) {
    const { validation } = holdout(table.rows, count / table.rows, { seed, groups: groupNumbers(table, group) });
    for (const row of validation) held[row] = 1;
    return held;
  }
  const classes = target !== undefined && stratify ? classNumbers(table, target, task) : undefined;
  if (!classes) {
    for (const row of holdout(table.rows, count / table.rows, { seed }).validation) held[row] = 1;
    return held;
  }
  const sizes = new Map<number, number>();
  for (const code of classes) sizes.set(code, (sizes.get(code) ?? 0) + 1);
  const shared = Array.from(classes.keys()).filter((row) => sizes.get(classes[row]!)! > 1);
  if (shared.length === 0) {
    throw new TableError("data", `split keeps a class that has one row whole: each of \`${target}\` has one.`, {
      remedy: "Give more rows of each class, or say stratify: false.",
    });
  }
  const codes = shared.map((row) => classes[row]!);
  for (const i of holdout(shared.length, count / table.rows, { seed, stratify: codes }).validation)
    held[shared[i]!] = 1;
  return held;
};

/** The class of each row, −1 where it is missing; none where the target is numbers. */
const classNumbers = (table: Table, name: string, task: "classes" | "numbers" | undefined): Int32Array | undefined => {
  const { target, rows } = readTarget(table, { target: name, task });
  if (target.task !== "classes") return undefined;
  if (!rows) return target.codes;
  const codes = new Int32Array(table.rows).fill(-1);
  for (const [i, row] of rows.entries()) codes[row] = target.codes[i]!;
  return codes;
};

const heldByTime = (table: Table, count: number, name: string): Uint8Array => {
  const times = timesOf("split", table, name);
  const cut = times.toSorted()[table.rows - count]!;
  const held = Uint8Array.from(times, (time) => (time >= cut ? 1 : 0));
  if (held.includes(0)) return held;
  throw new TableError("data", `split needs rows before the ones held back: in \`${name}\` none is earlier.`);
};
