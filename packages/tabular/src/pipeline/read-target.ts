import { plural } from "@kaviar/base/text";
import type { ClassTarget, Label, NumberTarget } from "../contract/target.ts";
import { TableError } from "../error.ts";
import { type ColumnData, cellOf, isMissing, type NumberColumn } from "../table/column.ts";
import type { Table } from "../table/table.ts";

export interface TargetOptions {
  readonly target: string;
  readonly task?: "classes" | "numbers" | undefined;
  readonly positive?: Label | undefined;
}

/** A target, the rows that have one, and what was decided on the way. */
export interface ReadTarget {
  readonly target: ClassTarget | NumberTarget;
  /** Rows that have a target; undefined where all have. */
  readonly rows: Int32Array | undefined;
  readonly notes: readonly string[];
}

/** The target of a table: its task is what its values look like, unless said. */
export const readTarget = (table: Table, { target: name, task, positive }: TargetOptions): ReadTarget => {
  const { data } = table.column(name);
  if (table.rows === 0) {
    throw new TableError(
      "data",
      `A model learns from rows that have a target: the table with \`${name}\` has no rows.`,
      {
        remedy: "Look whether the file has lines below that of the names.",
      },
    );
  }
  const room = new Int32Array(table.rows);
  let count = 0;
  for (let row = 0; row < table.rows; row++) if (!isMissing(data, row)) room[count++] = row;
  const known = room.subarray(0, count);
  if (known.length === 0) {
    throw new TableError(
      "target",
      `A model learns from rows that have a target: \`${name}\` has a value in none of ${table.rows}.`,
      { remedy: "Name another column, or fill it in." },
    );
  }
  const missing = table.rows - known.length;
  const decided = decide(data, known);
  const chosen = task ?? decided.task;
  if (chosen === "numbers" && positive !== undefined) {
    throw new TableError("options", "`positive` names a class: the target is numbers.", {
      remedy: 'Leave it out, or say task: "classes".',
    });
  }
  return {
    target: chosen === "classes" ? classesOf(data, known, positive) : numbersOf(data, known),
    rows: missing > 0 ? known : undefined,
    notes: [
      ...(missing > 0 ? [`${plural(missing, "row")} without a value of ${name} left out.`] : []),
      ...(task === undefined ? [`${name} is taken for ${decided.task}: ${decided.because}.`] : []),
    ],
  };
};

/** More values than this, and whole numbers count something rather than name classes. */
const mostNumberedClasses = 20;

interface Decision {
  readonly task: "classes" | "numbers";
  readonly because: string;
}

const decide = (data: ColumnData, rows: Int32Array): Decision => {
  if (data.kind === "texts") return { task: "classes", because: "it holds texts" };
  if (data.type === "boolean") return { task: "classes", because: "it is true or false" };
  if (data.type === "date") return { task: "numbers", because: "it holds dates" };
  const distinct = new Set<number>();
  for (const row of rows) {
    const value = data.values[row]!;
    if (!Number.isInteger(value)) return { task: "numbers", because: "not all of it are whole numbers" };
    if (distinct.size <= mostNumberedClasses) distinct.add(value);
  }
  const { size } = distinct;
  const isFew = size <= mostNumberedClasses && (size <= 2 || rows.length >= 10 * size);
  return isFew
    ? { task: "classes", because: `it has ${size} different whole numbers in ${rows.length} rows` }
    : { task: "numbers", because: "it has many different whole numbers" };
};

const order = (a: Label, b: Label): number => (a < b ? -1 : a > b ? 1 : 0);

const classesOf = (data: ColumnData, rows: Int32Array, positive: Label | undefined): ClassTarget => {
  // Rows are told apart by numbers: their own, or those of their levels.
  const keys = data.kind === "texts" ? data.codes : data.values;
  const labels = new Map<number, Label>();
  for (const row of rows) if (!labels.has(keys[row]!)) labels.set(keys[row]!, labelOf(data, row));
  const classes = [...new Set(labels.values())].sort(order);
  if (classes.length < 2) {
    throw new TableError(
      "target",
      `A classifier tells classes apart: \`${data.name}\` is ${JSON.stringify(classes[0])} in ${rows.length === 1 ? "the only row" : `all ${rows.length} rows`}.`,
      { remedy: "Give rows of another class too, or another target." },
    );
  }
  if (positive !== undefined) placeLast(classes, positive, data.name);
  const places = new Map(classes.map((label, code) => [label, code]));
  const codeOf = new Map([...labels].map(([key, label]) => [key, places.get(label)!]));
  return { task: "classes", classes, codes: rows.map((row) => codeOf.get(keys[row]!)!) };
};

const labelOf = (data: ColumnData, row: number): Label => {
  const cell = cellOf(data, row);
  return cell instanceof Date ? cell.toISOString() : cell!;
};

/** Of two classes the second is the one that metrics and thresholds are about. */
const placeLast = (classes: Label[], positive: Label, name: string): void => {
  const at = classes.indexOf(positive);
  if (at < 0 || classes.length > 2) {
    const shown = classes.slice(0, 10).map((label) => JSON.stringify(label));
    throw new TableError(
      "target",
      `\`positive\` is one of two classes: got ${JSON.stringify(positive)} where \`${name}\` has ${shown.join(", ")}${classes.length > 10 ? ", …" : ""}.`,
    );
  }
  if (at === 0) classes.reverse();
};

const numbersOf = (data: ColumnData, rows: Int32Array): NumberTarget => {
  if (data.kind === "texts") {
    throw new TableError("target", `Numbers are predicted from numbers: \`${data.name}\` holds texts.`, {
      remedy: 'Say task: "classes", or turn it into numbers first.',
    });
  }
  return { task: "numbers", values: Float64Array.from(rows, (row) => finite(data, row)) };
};

const finite = (data: NumberColumn, row: number): number => {
  const value = data.values[row]!;
  if (Number.isFinite(value)) return value;
  throw new TableError("target", `A target is a finite number: \`${data.name}\` is ${value} at row ${row}.`);
};
