import { describe, expect, it } from "vitest";
import { profile, profilePage } from "../../src/profile/index.ts";
import { withDuckdb } from "../../src/reading/duckdb.ts";
import { scan } from "../../src/reading/scan.ts";
import { openSource } from "../../src/reading/source.ts";
import { table } from "../../src/table/index.ts";
import { makeFolder } from "../reading/files.ts";

const { write } = makeFolder();

describe("a profile", () => {
  it("is plain data: the same after JSON", async () => {
    const seen = await profile(table({ a: [1, 2, null], b: ["x", "y", "x"] }), { target: "b" });
    expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
    expect(seen.columns.map(({ name, type, missing, distinct }) => [name, type, missing, distinct])).toEqual([
      ["a", "integer", 1, 2],
      ["b", "category", 0, 2],
    ]);
    expect(seen.target).toEqual({
      column: "b",
      task: "classes",
      missing: 0,
      classes: [
        { label: "x", rows: 2 },
        { label: "y", rows: 1 },
      ],
    });
  });

  it("of a file is that of its table, and says the file", async () => {
    const path = write("x.csv", "a,b\n1,x\n2,y\n,x\n");
    const seen = await profile(path, { target: "b" });
    expect(seen).toMatchObject({ source: path, rows: 3, repeatedRows: 0 });
    const semicolons = write("y.csv", "a;b\n1,5;x\n2,5;y\n");
    const told = await profile(semicolons, { read: { types: { a: "category" } } });
    expect(told.columns[0]).toMatchObject({ type: "category", why: "so told" });
  });

  it("of no rows and of one", async () => {
    expect(await profile(write("none.csv", "a,b\n"))).toMatchObject({ rows: 0, findings: [{ code: "constant" }] });
    expect(await profile(write("one.csv", "a,b\n1,x\n"))).toMatchObject({ rows: 1, findings: [] });
  });

  it("refuses a target that is not there, numbers as a split, and reading options for a table", async () => {
    const given = table({ age: [1, 2], plan: ["a", "b"] });
    await expect(profile(given, { target: "aeg" })).rejects.toMatchObject({ code: "column" });
    await expect(profile(given, { split: "age" })).rejects.toMatchObject({ code: "column" });
    await expect(profile(given, { read: { delimiter: ";" } })).rejects.toMatchObject({ code: "options" });
  });

  it("is a page that holds what others wrote as text", async () => {
    const page = await profilePage(await profile(table({ "<script>alert(1)</script>": ["</script>", "b"] })));
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).not.toContain("<script>alert(1)");
  });
});

describe("a file that is too large to be held", () => {
  const rows = 60_000;
  const lines = (of: (i: number) => string, head: string) =>
    `${head}\n${Array.from({ length: rows }, (_, i) => of(i)).join("\n")}\n`;
  const scanned = (path: string, times = 1) =>
    withDuckdb(async (database) => {
      const source = await openSource(database, path, {});
      // As if it had more rows than it has: then fewer of them are drawn.
      return scan(database, { ...source, size: { bytes: 1, rows: rows * times } }, { types: {} }, { rows: 50_000 });
    });

  it("has the rows, gaps and ends of the whole, and draws some rows", async () => {
    const path = write(
      "long.csv",
      lines(
        (i) => `${i + 5},${i % 100 === 0 ? "NA" : i / 7},w${i % 9},u${i},2024-01-0${(i % 9) + 1}`,
        "nr,x,word,user,day",
      ),
    );
    const { table: drawn, rows: counted, counts } = await scanned(path, 10);
    expect(counted).toBe(rows);
    expect(drawn.rows).toBeGreaterThan(4_000);
    expect(drawn.rows).toBeLessThan(6_000);
    expect(drawn.schema.map(({ type }) => type)).toEqual(["id", "number", "category", "id", "date"]);
    expect(counts.map(({ missing }) => missing)).toEqual([0, 600, 0, 0, 0]);
    expect(counts[0]!.ends).toEqual({ low: 5, high: rows + 4 });
    expect(Math.abs(counts[3]!.distinct! / rows - 1)).toBeLessThan(0.1);
    // The same file, the same rows.
    expect((await scanned(path, 10)).table.toRows().slice(0, 50)).toEqual(drawn.toRows().slice(0, 50));
  });

  it("makes texts of a column in which a late value is no number, and says which", async () => {
    const late = (value: string) => lines((i) => `${i === 55_000 ? value : i / 7},${i % 3}`, "x,y");
    const { table: drawn } = await scanned(write("late.csv", late("soon")));
    expect(drawn.schema[0]).toMatchObject({
      kind: "texts",
      type: "category",
      why: expect.stringContaining('not all numbers: "soon" is none'),
    });
  });

  it("takes a column whose first rows are empty for what the rows drawn say", async () => {
    const path = write(
      "gaps.csv",
      lines((i) => `${i < 40_000 ? "" : i},${i % 3}`, "x,y"),
    );
    const { table: drawn, counts } = await scanned(path);
    expect(drawn.schema[0]!.kind).toBe("numbers");
    expect(counts[0]!.missing).toBe(40_000);
  });

  it("refuses a ragged line like the reader of small ones", async () => {
    const path = write(
      "ragged.csv",
      lines((i) => (i === 50_000 ? "1" : `${i},2`), "x,y"),
    );
    await expect(scanned(path)).rejects.toMatchObject({
      code: "read",
      evidence: expect.stringContaining("line 50002"),
    });
  });
});
