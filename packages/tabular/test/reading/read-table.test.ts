import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/reading/index.ts";
import { makeFolder } from "./files.ts";

const { folder, write } = makeFolder();
const people = "name,age,plan\nAnn,41,basic\nBob,,pro\nCem,29,basic\n";

const refusal = async (reading: Promise<unknown>) =>
  reading.then(
    () => undefined,
    ({ code, evidence, remedy }) => ({ code, evidence: evidence.replaceAll(`${folder}/`, ""), remedy }),
  );

describe("what is read", () => {
  it("a csv file: numbers, texts, and what is missing", async () => {
    const table = await readTable(write("people.csv", people));
    expect(table.rows).toBe(3);
    expect(table.toRows().map((row) => ({ ...row }))).toEqual([
      { name: "Ann", age: 41, plan: "basic" },
      { name: "Bob", age: null, plan: "pro" },
      { name: "Cem", age: 29, plan: "basic" },
    ]);
    expect(table.schema.map(({ type }) => type)).toEqual(["category", "integer", "category"]);
  });

  it("the same from tsv, semicolons, bars, .gz, Latin-1, UTF-16, with a byte order mark, and with any line ends", async () => {
    const wanted = (await readTable(write("people.csv", people))).toRows();
    const files = [
      write("people.tsv", people.replaceAll(",", "\t")),
      write("semicolons.csv", people.replaceAll(",", ";")),
      write("bars.txt", people.replaceAll(",", "|")),
      write("people.csv.gz", gzipSync(people)),
      write("mark.csv", `\ufeff${people}`),
      write("utf16.csv", Buffer.from(`\ufeff${people}`, "utf16le")),
      write("windows.csv", people.replaceAll("\n", "\r\n")),
      write("old-mac.csv", people.replaceAll("\n", "\r")),
      write("without-last-line-end.csv", people.trimEnd()),
      write("blank-lines.csv", `${people.replaceAll("\n", "\n\n")}\n\n`),
    ];
    for (const file of files) expect((await readTable(file)).toRows(), file).toEqual(wanted);
    const latin = write("latin.csv", Buffer.from("name,town\nZoë,Köln\n", "latin1"));
    expect({ ...(await readTable(latin, { encoding: "latin-1" })).toRows()[0] }).toEqual({ name: "Zoë", town: "Köln" });
  });

  it("UTF-16 of either order, packed too; Latin-1 as Windows-1252 has it; JSON with a byte order mark", async () => {
    const wanted = (await readTable(write("people.csv", people))).toRows();
    const low = Buffer.from(`\ufeff${people}`, "utf16le");
    const high = Buffer.from(low).swap16();
    for (const file of [
      write("low.csv.gz", gzipSync(low)),
      write("high.csv", high),
      write("high.csv.gz", gzipSync(high)),
    ])
      expect((await readTable(file)).toRows(), file).toEqual(wanted);
    const bare = write("bare.csv", low.subarray(2));
    expect((await refusal(readTable(bare)))?.remedy).toContain('say encoding: "utf-16"');
    expect((await readTable(bare, { encoding: "utf-16" })).toRows()).toEqual(wanted);
    const windows = write("windows-1252.csv", Buffer.from("price,town\n5 \x80,K\xf6ln\n", "latin1"));
    expect((await readTable(windows, { encoding: "latin-1" })).column("price").toArray()).toEqual(["5 €"]);
    const json = '[{"a":1},{"a":2}]';
    for (const file of [
      write("mark.json", `\ufeff${json}`),
      write("utf16.json", Buffer.from(`\ufeff${json}`, "utf16le")),
      write("mark.jsonl.gz", gzipSync('\ufeff{"a":1}\n{"a":2}\n')),
    ])
      expect((await readTable(file)).column("a").toArray(), file).toEqual([1, 2]);
    const short = write("latin-short.csv", Buffer.from("a,b\nZo\xeb,1\nx\n", "latin1"));
    expect((await refusal(readTable(short, { encoding: "latin-1" })))?.evidence).toBe(
      "Each line has the columns of the first: line 3 of latin-short.csv has 1 of 2.",
    );
  });

  it("a file that says its delimiter first, as Excel writes it", async () => {
    const table = await readTable(write("said.csv", "sep=;\r\na;b\r\n1,5;x, y\r\n"));
    expect({ ...table.toRows()[0] }).toEqual({ a: 1.5, b: "x, y" });
  });

  it("quotes, delimiters and line ends in cells", async () => {
    const table = await readTable(write("quotes.csv", 'a,b\n"x, ""y""","one\ntwo"\n5" pipe,z\n'));
    expect(table.column("a").toArray()).toEqual(['x, "y"', '5" pipe']);
    expect(table.column("b").toArray()).toEqual(["one\ntwo", "z"]);
  });

  it("json, jsonl and parquet, with the types that they have", async () => {
    const json = '[{"a":1,"b":true,"c":"x","d":"1965-03-01"},{"a":2.5,"c":null}]';
    const wanted = [
      { a: 1, b: true, c: "x", d: new Date("1965-03-01") },
      { a: 2.5, b: null, c: null, d: null },
    ];
    const plain = async (path: string) => (await readTable(path)).toRows().map((row) => ({ ...row }));
    expect(await plain(write("x.json", json))).toEqual(wanted);
    expect(await plain(write("x.jsonl", json.slice(1, -1).replace("},{", "}\n{")))).toEqual(wanted);
    await readTable({ sql: "select 1" });
    await copyToParquet(`${folder}/x.json`, `${folder}/x.parquet`);
    expect(await plain(`${folder}/x.parquet`)).toEqual(wanted);
  });

  it("many files by a pattern, in the order of their names, and what a query gives", async () => {
    write("part-2.csv", "a,b\n3,z\n");
    write("part-1.csv", "a,b\n1,x\n2,y\n");
    expect((await readTable(`${folder}/part-*.csv`)).column("a").toArray()).toEqual([1, 2, 3]);
    const sums = await readTable({ sql: `select sum(a) as total from '${folder}/part-*.csv';` });
    expect(sums.column("total").toArray()).toEqual([6]);
  });

  it("a file whose name has the marks of a pattern", async () => {
    expect((await readTable(write("data[1]*.csv", "a,b\n1,2\n"))).rows).toBe(1);
  });

  it("an empty cell behind the last column, and a category for each of many rows", async () => {
    const trailing = await readTable(write("trailing.csv", "a,b\n1,x\n2,y,\n"));
    expect(trailing.toRows().map((row) => ({ ...row }))).toEqual([
      { a: 1, b: "x" },
      { a: 2, b: "y" },
    ]);
    const lines = Array.from({ length: 200_000 }, (_, i) => `${i % 100_000} of many,${i % 3}`);
    const many = await readTable(write("categories.csv", `word,k\n${lines.join("\n")}\n`));
    expect(many.schema[0]).toMatchObject({ type: "category", why: "100000 different texts in 200000 rows" });
    expect(many.column("word").at(199_999)).toBe("99999 of many");
  });

  it("one row; a line of names alone", async () => {
    expect((await readTable(write("one.csv", "a,b\n1,x\n"))).rows).toBe(1);
    const empty = await readTable(write("names.csv", "a,b\n"));
    expect([empty.rows, empty.columns]).toEqual([0, ["a", "b"]]);
  });

  it("`constructor` and `__proto__` as columns and categories", async () => {
    const text = "__proto__,constructor,toString\n__proto__,constructor,1\nhasOwnProperty,constructor,2\n";
    const table = await readTable(write("names-of-objects.csv", text));
    expect(table.columns).toEqual(["__proto__", "constructor", "toString"]);
    expect(table.column("__proto__").toArray()).toEqual(["__proto__", "hasOwnProperty"]);
    expect(table.column("constructor").toArray()).toEqual(["constructor", "constructor"]);
    expect(Object.keys(table.toRows()[0]!)).toEqual(["__proto__", "constructor", "toString"]);
  });

  it("each row, in order, of a file of many pieces", async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `${i * 3},w${i % 7},t${i}`);
    const table = await readTable(write("long.csv", `n,few,many\n${lines.join("\n")}\n`));
    expect(table.rows).toBe(50_000);
    for (const row of [0, 2047, 2048, 30_000, 49_999]) {
      expect({ ...table.toRows()[row] }).toEqual({ n: row * 3, few: `w${row % 7}`, many: `t${row}` });
    }
  });
});

describe("what is refused", () => {
  it("a line with more or fewer cells than the first, with its number", async () => {
    expect(await refusal(readTable(write("short.csv", "a,b,c\n1,2,3\n4,5\n")))).toEqual({
      code: "read",
      evidence: "Each line has the columns of the first: line 3 of short.csv has 2 of 3.",
      remedy: "Complete the line, or put quotes around a text that holds the delimiter.",
    });
    const long = await refusal(readTable(write("long-line.csv", "a,b\n1,2\n3,4,5\n")));
    expect(long?.evidence).toBe("Each line has the columns of the first: line 3 of long-line.csv has 3 of 2.");
  });

  it("two columns of one name", async () => {
    expect(await refusal(readTable(write("twice.csv", "a,b,a\n1,2,3\n")))).toEqual({
      code: "column",
      evidence: "The columns of a table have names of their own: `a` is column 1 and column 3 of twice.csv.",
      remedy: "Rename one of them in the first line.",
    });
  });

  it("a first line that is data", async () => {
    const path = write("no-names.csv", "5.1,3.5\n4.9,3.0\n");
    expect((await refusal(readTable(path)))?.evidence).toBe(
      "The first line of no-names.csv names its columns: it holds numbers only, 5.1, 3.5.",
    );
    const table = await readTable(path, { header: false });
    expect([table.columns, table.rows]).toEqual([["column1", "column2"], 2]);
    const mixed = write("iris.csv", "5.1,3.5,setosa\n4.9,3.0,setosa\n6.1,2.9,versicolor\n");
    expect((await refusal(readTable(mixed)))?.evidence).toBe(
      "The first line of iris.csv names its columns: it holds numbers, and what comes again below, 5.1, 3.5, setosa.",
    );
    expect((await readTable(mixed, { header: false })).rows).toBe(3);
    expect((await readTable(mixed, { header: true })).columns).toEqual(["5.1", "3.5", "setosa"]);
    // Years are names, and so is what pandas leaves out.
    expect((await readTable(write("years.csv", "country,2019\nchad,5\n"))).columns).toEqual(["country", "2019"]);
    expect((await readTable(write("pandas.csv", ",2019\nchad,5\n"))).columns).toEqual(["column1", "2019"]);
    expect((await readTable(write("twice-names.csv", "a,b\n1,2\na,b\n"))).columns).toEqual(["a", "b"]);
  });

  it("letters that are no UTF-8, with the line", async () => {
    const path = write("not-utf8.csv", Buffer.from("a,b\nx,y\ncaf\xe9,2\n", "latin1"));
    expect(await refusal(readTable(path))).toMatchObject({
      code: "read",
      evidence: "A text file is UTF-8: not-utf8.csv is not, at line 3.",
    });
    // Beyond what is looked at first, DuckDB finds it.
    const far = `a,b\n${"x,y\n".repeat(100_000)}`;
    const late = await refusal(readTable(write("late.csv", Buffer.from(`${far}caf\xe9,2\n`, "latin1"))));
    expect(late?.evidence).toBe("A text file is UTF-8: late.csv is not, at line 100002.");
  });

  it("a delimiter that is not the file's", async () => {
    const path = write("wrong.csv", "a;b;c\n1;2;3\n");
    expect((await refusal(readTable(path, { delimiter: "," })))?.evidence).toBe(
      "The columns of wrong.csv are to be parted by `,`: its first line has none, but 2 `;`s.",
    );
  });

  it("a quote without an end, and line ends of two kinds", async () => {
    expect((await refusal(readTable(write("quote.csv", 'a,b\n"1,2\n3,4\n'))))?.evidence).toBe(
      "A quote that begins a text ends it too, before the delimiter: not so in line 2 of quote.csv.",
    );
    expect((await refusal(readTable(write("ends.csv", "a,b\n1,2\r\n3,4\n5,6\r\n"))))?.evidence).toMatch(
      /^The lines of a file end alike: ends\.csv has some/,
    );
  });

  it("an empty file, one that is not there, a folder, an unknown ending, a pattern that nothing fits", async () => {
    expect((await refusal(readTable(write("empty.csv", ""))))?.evidence).toBe(
      "A table has a line of names at least: empty.csv is empty.",
    );
    expect(await refusal(readTable(`${folder}/empyt.csv`))).toEqual({
      code: "file",
      evidence: "There is no file empyt.csv.",
      remedy: `Did you mean ${folder}/empty.csv?`,
    });
    expect((await refusal(readTable(folder)))?.evidence).toMatch(/^A table is read from files: .* is a folder\.$/);
    expect((await refusal(readTable(write("x.xlsx", "a"))))?.evidence).toMatch(/and \.gz behind it: got x\.xlsx\.$/);
    expect((await refusal(readTable(`${folder}/x.xlsx`)))?.remedy).toMatch(/as CSV/);
    expect((await refusal(readTable(`${folder}/x.constructor`)))?.code).toBe("file");
    expect((await refusal(readTable(`${folder}/*.tsv.gz`)))?.evidence).toBe("No file fits the pattern *.tsv.gz.");
    write("money.csv", people);
    expect((await refusal(readTable(`${folder}/many.csv`)))?.remedy).toMatch(/^Check the path/);
  });

  it("files of other columns than the first", async () => {
    write("other-1.csv", "a,b\n1,2\n");
    write("other-2.csv", "a,c\n1,2\n");
    expect((await refusal(readTable(`${folder}/other-*.csv`)))?.evidence).toBe(
      "Files that are read as one have the same columns: column 2 is `b` in other-1.csv, `c` in other-2.csv.",
    );
  });

  it("files that are written otherwise than the first", async () => {
    write("alike-1.csv", "a,b\n1,2\n");
    write("alike-2.csv", Buffer.from("\ufeffa,b\n1,2\n", "utf16le"));
    expect((await refusal(readTable(`${folder}/alike-*.csv`)))?.evidence).toBe(
      "Files that are read as one are written alike: alike-1.csv is utf-8, alike-2.csv is utf-16le.",
    );
    write("marked-1.csv", "a,b\n1,2\n");
    write("marked-2.csv", "a;b\n1;2\n");
    expect((await refusal(readTable(`${folder}/marked-*.csv`)))?.evidence).toBe(
      "Files that are read as one are written alike: `,` parts columns in marked-1.csv, `;` in marked-2.csv.",
    );
    write("said-1.csv", "a;b\n1;2\n");
    write("said-2.csv", "sep=;\na;b\n1;2\n");
    expect((await refusal(readTable(`${folder}/said-*.csv`)))?.evidence).toMatch(/only said-2\.csv begins with a line/);
  });

  it("JSON without records, what is no gzip or no parquet, or was cut off", async () => {
    const rule = "JSON of a table is a list of records, or a record a line:";
    for (const [name, text, said] of [
      ["list.json", "[]", "holds an empty list"],
      ["nothing.jsonl", "", "is empty"],
      ["number.json", "5", 'begins with "5"'],
      ["numbers.json", "[1,2]", 'begins with "[1,2]"'],
    ] as const)
      expect((await refusal(readTable(write(name, text))))?.evidence).toBe(`${rule} ${name} ${said}.`);
    expect((await refusal(readTable(write("plain.csv.gz", people))))?.remedy).toMatch(/take \.gz off/);
    const cut = gzipSync(people.repeat(100)).subarray(0, 60);
    expect((await refusal(readTable(write("cut.csv.gz", cut))))?.remedy).toMatch(/cut off/);
    expect(await refusal(readTable(write("text.parquet", "hello")))).toMatchObject({
      evidence: expect.not.stringContaining("Error:"),
      remedy: expect.stringContaining("rename it"),
    });
    const mended = await refusal(readTable(write("cut.json", Buffer.from('\ufeff[{"a":1},{"a"', "utf16le"))));
    expect(mended?.evidence).toMatch(/^cut\.json cannot be read: Malformed JSON, at byte/);
  });

  it("records and lists in cells, values of several kinds, JSON that is none, SQL that is none", async () => {
    expect((await refusal(readTable(write("nested.json", '[{"a":{"b":1}}]'))))?.evidence).toBe(
      "A cell is a number, a text, a boolean or a date: `a` of nested.json holds records.",
    );
    expect((await refusal(readTable(write("kinds.json", '[{"a":1},{"a":"x"}]'))))?.evidence).toMatch(
      /holds values of several kinds\.$/,
    );
    expect((await refusal(readTable(write("cut.jsonl", '{"a":1}\n{"a":'))))?.evidence).toMatch(
      /^cut\.jsonl cannot be read: .*Malformed JSON/,
    );
    expect(await refusal(readTable({ sql: "selct 1" }))).toMatchObject({ code: "read" });
  });

  it("what is no path", async () => {
    // @ts-expect-error a number
    expect((await refusal(readTable(5)))?.evidence).toBe("readTable takes a path, or a query as { sql }: got 5.");
  });

  it("options that it does not have, and columns in `types` that the file does not have", async () => {
    // @ts-expect-error an option that it does not have
    expect((await refusal(readTable("x.csv", { delimeter: ";" })))?.remedy).toBe("Did you mean `delimiter`?");
    expect(await refusal(readTable(`${folder}/people.csv`, { types: { aeg: "category" } }))).toEqual({
      code: "column",
      evidence: "`types` names columns: people.csv has no `aeg`.",
      remedy: "Did you mean `age`?",
    });
  });
});

const copyToParquet = async (from: string, to: string) => {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`copy (select * from '${from}') to '${to}'`);
  connection.closeSync();
};
