import type { Parts } from "../contract/in-parts.ts";
import type { ClassTarget, Target } from "../contract/target.ts";
import type { Training } from "../contract/training.ts";
import { TableError } from "../error.ts";
import { type ColumnData, cellOf, isMissing } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import { conform } from "./conform.ts";
import type { Trained } from "./trained.ts";

interface Seen {
  readonly rows: number;
  /** Rows that were left out: without a target, and of a class that is not known. */
  readonly withoutTarget: number;
  readonly unknown: number;
  /** A row of them, as it is learned from. */
  readonly first: Table | undefined;
  /** The texts of each column of texts. */
  readonly levels: ReadonlyMap<string, ReadonlySet<string>>;
}

interface PartsOptions {
  readonly signal: AbortSignal | undefined;
  readonly onRows: ((rows: number) => void) | undefined;
}

/** Tables as training rows of a pipeline that was fitted already, and what there was to see in the last pass over them. */
export const trainingParts = (
  trained: Pick<Trained, "inputs" | "target" | "task" | "classes">,
  tables: AsyncIterable<Table>,
  { signal, onRows }: PartsOptions,
): { readonly parts: Parts; seen(): Seen } => {
  const codes = new Map(trained.classes.map((label, code) => [String(label), code]));
  let last: Seen | undefined;
  let passed = 0;
  async function* pass(): AsyncGenerator<Training> {
    let [rows, withoutTarget, unknown] = [0, 0, 0];
    let first: Table | undefined;
    const levels = new Map<string, Set<string>>();
    for await (const table of tables) {
      signal?.throwIfAborted();
      const { target, kept, ...left } = targetOf(table, trained, codes);
      const all = conform(table, trained.inputs);
      const part = { table: kept ? all.take(kept) : all, target, weights: undefined, groups: undefined };
      rows += part.table.rows;
      withoutTarget += left.withoutTarget;
      unknown += left.unknown;
      if (part.table.rows > 0) first ??= part.table.head(1);
      addLevels(levels, part.table);
      yield part;
      passed += table.rows;
      onRows?.(passed);
    }
    last = { rows, withoutTarget, unknown, first, levels };
  }
  return { parts: { [Symbol.asyncIterator]: pass }, seen: () => last! };
};

/** More texts than this of a column are not kept. */
const mostLevels = 1000;

const addLevels = (levels: Map<string, Set<string>>, { data }: Table): void => {
  for (const column of data) {
    if (column.kind !== "texts") continue;
    const own = levels.get(column.name) ?? new Set();
    levels.set(column.name, own);
    if (own.size <= mostLevels) for (const code of new Set(column.codes)) if (code >= 0) own.add(column.levels[code]!);
  }
};

interface Found {
  readonly target: Target;
  /** The rows that have one; undefined where all have. */
  readonly kept: Int32Array | undefined;
  readonly withoutTarget: number;
  readonly unknown: number;
}

const targetOf = (
  table: Table,
  { target: name, task, classes }: Pick<Trained, "target" | "task" | "classes">,
  codes: ReadonlyMap<string, number>,
): Found => {
  if (name === undefined || task === "anomalies")
    return { target: { task: "anomalies" }, kept: undefined, withoutTarget: 0, unknown: 0 };
  const { data } = table.column(name);
  return task === "numbers" ? numbersOf(data, table.rows) : classesOf(data, table.rows, classes, codes);
};

const numbersOf = (data: ColumnData, rows: number): Found => {
  if (data.kind === "texts")
    throw new TableError("target", `The model predicts numbers: \`${data.name}\` holds texts.`);
  const { values } = data;
  const odd = values.find((value) => Math.abs(value) === Infinity);
  if (odd !== undefined) throw new TableError("target", `A target is a finite number: \`${data.name}\` is ${odd}.`);
  const kept = where(rows, (row) => !Number.isNaN(values[row]!));
  if (!kept) return { target: { task: "numbers", values }, kept, withoutTarget: 0, unknown: 0 };
  const own = Float64Array.from(kept, (row) => values[row]!);
  return { target: { task: "numbers", values: own }, kept, withoutTarget: rows - kept.length, unknown: 0 };
};

const classesOf = (
  data: ColumnData,
  rows: number,
  classes: ClassTarget["classes"],
  known: ReadonlyMap<string, number>,
): Found => {
  const codes = new Int32Array(rows);
  let [withoutTarget, unknown] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const cell = cellOf(data, row);
    codes[row] = known.get(cell instanceof Date ? cell.toISOString() : String(cell)) ?? -1;
    if (isMissing(data, row)) {
      codes[row] = -1;
      withoutTarget++;
    } else if (codes[row]! < 0) unknown++;
  }
  const kept = where(rows, (row) => codes[row]! >= 0);
  const own = kept ? Int32Array.from(kept, (row) => codes[row]!) : codes;
  return { target: { task: "classes", classes, codes: own }, kept, withoutTarget, unknown };
};

/** Some rows; undefined where these are all. */
const where = (rows: number, is: (row: number) => boolean): Int32Array | undefined => {
  const found = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (is(row)) found[count++] = row;
  return count === rows ? undefined : found.subarray(0, count);
};
