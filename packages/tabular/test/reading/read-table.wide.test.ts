import { describe, expect, it } from "vitest";
import { readTable } from "../../src/reading/index.ts";
import type { Table } from "../../src/table/table.ts";
import { makeFolder } from "./files.ts";

const { write } = makeFolder();

/** What a cell of a column may be, by its row. */
const kinds: readonly ((row: number) => string)[] = [
  (row) => String(row * 7 - 3),
  (row) => (row / 7).toFixed(3),
  (row) => (row % 5 ? String(row) : "NA"),
  (row) => (row % 3 ? " ? " : "1.5"),
  (row) => String(row % 2 === 0),
  (row) => (row % 4 ? "inf" : "-1"),
  (row) => `2024-02-${String(1 + (row % 28)).padStart(2, "0")}`,
  (row) => `2024-02-10 ${String(row % 24).padStart(2, "0")}:30:00`,
  (row) => `${13 + (row % 10)}/${1 + (row % 12)}/2023`,
  (row) => `0${1 + (row % 9)}/0${1 + (row % 3)}/2023`,
  (row) => ["basic", "pro", "team"][row % 3]!,
  (row) => (row % 6 ? `city ${row % 4}` : ""),
  (row) => `u-${row}`,
  (row) => `00${row}`,
  (row) => `900719925474099${row % 9}`,
  (row) => `"${1 + (row % 9)},500"`,
  (row) => `"1,234,${String(100 + row)}.5"`,
  (row) => `$${row}.50`,
  (row) => (row === 11 ? "about 20" : String(row)),
  (row) => (row === 11 ? "soon" : "2024-02-29"),
  (row) => (row ? "1.5" : "1e400"),
  () => "",
  () => "7",
  (row) => `"a ""long"" text, of some words and more, number ${row}: it goes on over fifty letters"`,
  (row) => `"two\nlines ${row % 2}"`,
];

const rows = 26;

const csvOf = (columns: readonly number[], count = rows): string =>
  [
    columns.map((i) => `x${i}`).join(","),
    ...Array.from({ length: count }, (_, row) => columns.map((i) => kinds[i % kinds.length]!(row)).join(",")),
  ].join("\n");

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);

const contents = ({ schema, data }: Table) => ({ schema: schema.map((column) => ({ ...column })), data });

describe("a file of very many columns", () => {
  const columns = numbers(21 * kinds.length);

  it("is read as one of few", async () => {
    const wide = await readTable(write("wide.csv", csvOf(columns)));
    const few = await readTable(write("few.csv", csvOf(columns.slice(0, kinds.length))));
    expect(contents(wide.select(few.columns))).toEqual(contents(few));
    const last = await readTable(write("last.csv", csvOf(columns.slice(-kinds.length))));
    expect(contents(wide.select(last.columns))).toEqual(contents(last));
    expect(wide.columns).toEqual(columns.map((i) => `x${i}`));
    expect(new Set(few.schema.map(({ type }) => type))).toEqual(
      new Set(["integer", "number", "boolean", "date", "category", "id", "constant", "text"]),
    );
  });

  it("is read as it is told to, and refuses what is not so, with its row", async () => {
    const path = write("told.csv", csvOf(columns));
    const types = { x8: "date", x9: "date", x4: "category", x0: "id", x515: "number", x500: "text" } as const;
    const few = columns.slice(0, kinds.length);
    const told = await readTable(path, { types });
    const alike = await readTable(write("few.csv", csvOf(few)), {
      types: { x8: "date", x9: "date", x4: "category", x0: "id" },
    });
    expect(contents(told.select(alike.columns))).toEqual(contents(alike));
    expect(told.column("x515").toArray()[2]).toBe(3500);
    await expect(readTable(path, { types: { x11: "number" } })).rejects.toThrow(
      '`x11` is to be number: row 1 has "city 1"',
    );
    await expect(readTable(path, { types: { y: "number" } })).rejects.toThrow("has no `y`");
  });

  it("may have no rows, one row, or a line that is short", async () => {
    const none = await readTable(write("none.csv", csvOf(columns, 0)));
    expect([none.rows, none.columns.length]).toEqual([0, columns.length]);
    const one = await readTable(write("one.csv", csvOf(columns, 1)));
    expect(one.column("x10").toArray()).toEqual(["basic"]);
    await expect(readTable(write("short.csv", `${csvOf(columns, 2)}\n1,2\n`))).rejects.toThrow(
      "Each line has the columns of the first",
    );
  });

  it("may have a first line that is longer than what is looked at of others", async () => {
    const names = numbers(6_000).map((i) => `a rather long name of a column, as measured once: ${i}`);
    const path = write(
      "long.csv",
      `${names.map((name) => `"${name}"`).join(",")}\n${names.map((_, i) => i).join(",")}\n`,
    );
    const { columns, rows, data } = await readTable(path);
    expect([columns.length, columns.at(-1), rows]).toEqual([6_000, names.at(-1), 1]);
    expect(data.at(-1)).toMatchObject({ values: Float64Array.of(5_999) });
  });
});
