import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { withDuckdb } from "../../src/reading/duckdb.ts";
import { readParts, readSample, readTable } from "../../src/reading/index.ts";
import type { Table } from "../../src/table/index.ts";
import { makeFolder } from "./files.ts";

const { folder, write } = makeFolder();
const rows = 2_000_000;
const large = join(folder, "large.parquet");

const tablesOf = async (parts: AsyncIterable<Table>): Promise<Table[]> => {
  const tables: Table[] = [];
  for await (const table of parts) tables.push(table);
  return tables;
};

// 80 MB unpacked: more than is held as one part.
beforeAll(() =>
  withDuckdb((database) =>
    database.run(
      `COPY (SELECT CASE WHEN i % 10 = 3 THEN NULL ELSE hash(i) / 1e19 END AS x, 'town ' || i % 5 AS town, i FROM range(${rows}) t(i)) TO '${large}' (FORMAT parquet)`,
    ),
  ),
);

describe("the rows of a file in parts", () => {
  it("are all of its rows, in its order, some thousands at a time, anew with each loop", async () => {
    const parts = readParts(large);
    for (let loop = 0; loop < 2; loop++) {
      const tables = await tablesOf(parts);
      expect(tables.length).toBeGreaterThan(10);
      expect(Math.max(...tables.map((table) => table.rows))).toBeLessThanOrEqual(65_536);
      let next = 0;
      let missing = 0;
      for (const table of tables) {
        const { data } = table.column("i");
        if (data.kind === "numbers") for (const place of data.values) if (place === next) next++;
        missing += table.column("x").missing;
      }
      expect([next, missing]).toEqual([rows, rows / 10]);
    }
  });

  it("have the columns that were asked for, of the kinds that were told", async () => {
    const [first] = await tablesOf(readParts(large, { columns: ["town", "nowhere"], types: { town: "text" } }));
    expect(first!.columns).toEqual(["town"]);
    expect(first!.schema[0]).toMatchObject({ type: "text" });
    expect(first!.column("town").at(7)).toBe("town 2");
  });

  it("are one part where the file is small: the same as its table", async () => {
    const path = write("small.csv", "a,b\n1,x\n2,y\n");
    const tables = await tablesOf(readParts(path));
    expect(tables.map((table) => table.toRows())).toEqual([(await readTable(path)).toRows()]);
  });

  it("end where a value is not what the first rows or a schema let expect, and name it", async () => {
    const path = join(folder, "odd.csv");
    const note = "n".repeat(300);
    writeFileSync(path, `age,note\n${`41,${note}\n`.repeat(220_000)}forty,${note}\n`);
    const rowsIn = async (options: Parameters<typeof readParts>[1]) =>
      (await tablesOf(readParts(path, options))).reduce((sum, table) => sum + table.rows, 0);
    // Of one column DuckDB says so before its first row, of several it ends.
    for (const options of [
      {},
      { columns: ["age"] },
      { columns: ["age"], like: [{ name: "age", type: "number", kind: "numbers" }] as const },
    ])
      await expect(rowsIn(options)).rejects.toMatchObject({
        code: "column",
        evidence: `\`age\` of ${path} holds numbers: it has "forty".`,
        remedy: expect.stringContaining('{ age: "category" }'),
      });
    expect(await rowsIn({ types: { age: "category" }, columns: ["age"] })).toBe(220_001);
    appendFileSync(path, "1,2,3\n");
    await expect(rowsIn({ types: { age: "category" } })).rejects.toMatchObject({ code: "read" });
  }, 120_000);
});

describe("a sample of a file", () => {
  it("is drawn of all its rows, and says how many these are", async () => {
    const { table, of, tooLarge } = await readSample(large, { sample: 1000, seed: 4 });
    expect([table.rows, of, tooLarge]).toEqual([1000, rows, undefined]);
    expect((await readTable(large, { sample: 1000, seed: 4 })).toRows()).toEqual(table.toRows());
  });

  it("is all of a file that fits, and some rows of a small one", async () => {
    const path = write("few.csv", `a\n${Array.from({ length: 100 }, (_, i) => i).join("\n")}\n`);
    expect(await readSample(path)).toMatchObject({ of: 100, table: { rows: 100 } });
    const { table, of } = await readSample(path, { sample: 10 });
    expect([table.rows, of]).toEqual([10, 100]);
  });

  it("is of a query too, whose rows are counted first", async () => {
    const sql = `SELECT i, x FROM '${large}' WHERE i % 2 = 0`;
    const { table, of } = await readSample({ sql }, { sample: 50 });
    expect([table.rows, of]).toEqual([50, rows / 2]);
    expect(
      table
        .column("i")
        .toArray()
        .every((i) => (i as number) % 2 === 0),
    ).toBe(true);
  });
});
