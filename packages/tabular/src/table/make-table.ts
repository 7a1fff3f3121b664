import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import type { Cell, ColumnData } from "./column.ts";
import { columnOf } from "./column-of.ts";
import { decideType } from "./decide-type.ts";
import { type Row, type Table, tableOf } from "./table.ts";

/** What a column can be made of. */
export type ColumnValues = ArrayLike<number> | ArrayLike<bigint> | readonly (Cell | bigint | undefined)[];

/**
 * A table of columns or of rows; the types are those of the values.
 *
 * ```ts
 * table({ age: [41, 29, null], plan: ["basic", "pro", "basic"] });
 * table([{ age: 41, plan: "basic" }, { age: 29, plan: "pro" }]);
 * ```
 * null, undefined, NaN and empty texts are missing values. Texts stay texts, whatever they say: reading a file is what
 * `readTable` does. Numbers of a typed array stay numbers, whatever they are called.
 */
export const table = (given: Readonly<Record<string, ColumnValues>> | readonly object[]): Table =>
  Array.isArray(given) ? tableOfRows(given as readonly Row[]) : tableOfColumns(given as Record<string, ColumnValues>);

const isRecord = (given: unknown): boolean =>
  typeof given === "object" && given !== null && !ArrayBuffer.isView(given) && !(given instanceof Map);

const isList = (values: unknown): boolean =>
  typeof values === "object" && values !== null && "length" in values && typeof values.length === "number";

const tableOfColumns = (given: Readonly<Record<string, ColumnValues>>): Table => {
  if (!isRecord(given)) {
    throw new TableError("data", `A table is made of columns or of rows: got ${shown(given)}.`, {
      remedy:
        'Give table({ age: [41, 29] }) or table([{ age: 41 }, { age: 29 }]); a file is read by readTable("people.csv").',
    });
  }
  return tableOf(
    Object.keys(given).map((name) => {
      const values = given[name]!;
      if (!isList(values)) {
        throw new TableError("column", `A column is a list of values: \`${name}\` is ${shown(values)}.`, {
          remedy:
            "Give an array or a typed array, a value for each row; of a single row table([{ age: 41 }]) makes a table.",
        });
      }
      return decideType(columnOf(name, values), { mayBeId: !ArrayBuffer.isView(values) });
    }),
  );
};

/** A key that only some rows have is a column too: the others miss it. */
const tableOfRows = (rows: readonly Row[]): Table => {
  const names = new Set<string>();
  for (const [i, row] of rows.entries()) {
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw new TableError("data", `A table is made of rows that are records: row ${i} is none.`, {
        remedy: 'Give records, table([{ age: 41, plan: "basic" }]), or columns, table({ age: [41], plan: ["basic"] }).',
      });
    }
    for (const name of Object.keys(row)) names.add(name);
  }
  const columns = [...names].map(
    (name): ColumnData =>
      decideType(
        columnOf(
          name,
          rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null)),
        ),
      ),
  );
  return tableOf(columns, rows.length);
};
