import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, test } from "vitest";
import { whyNoSwift } from "../../../tune/test/artifacts/s3/swift.ts";
import { withDuckdb } from "../../src/reading/duckdb.ts";
import { filesOf, readParts, readSample, readTable } from "../../src/reading/index.ts";
import type { Table } from "../../src/table/index.ts";
import { inStandIn, inSwift, putObject } from "./bucket/in-buckets.ts";
import { makeFolder } from "./files.ts";

const { folder, write } = makeFolder();

/** The same bytes as a file and as an object. */
const both = async (key: string, bytes: string | Uint8Array) =>
  [write(key.replaceAll("/", "-"), bytes), await putObject(key, bytes)] as const;

const parquet = async (name: string, query: string): Promise<Uint8Array> => {
  const path = join(folder, name);
  await withDuckdb((database) => database.run(`COPY (${query}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 10000)`));
  return readFileSync(path);
};

const wide =
  "SELECT i, i % 7 AS day, 'town ' || i % 5 AS town, hash(i) / 1e19 AS \"x, y\", hash(i + 1)::VARCHAR AS code FROM range(30000) t(i)";

const same = (a: Table, b: Table) => {
  expect(a.rows).toBeGreaterThan(0);
  expect(a.schema).toEqual(b.schema);
  expect(JSON.stringify(a.toRows())).toBe(JSON.stringify(b.toRows()));
};

const reads = ({ left }: ReturnType<typeof inStandIn> | ReturnType<typeof inSwift>) => {
  it.each<readonly [string, string | Uint8Array]>([
    ["csv/a b+c%2E é.csv", "age,plan\n41,basic\n29,plus\n"],
    ["csv/latin.csv", Buffer.from("name;age\nJosé;41\nZoë;29,5\n", "latin1")],
    ["packed/a.csv.gz", gzipSync("age,plan\n41,basic\n29,plus\n")],
    ["tabs/a.tsv", "age\tplan\n41\tbasic\n"],
    ["json/a.jsonl", '{"age":41,"plan":"basic"}\n{"age":29,"plan":"plus"}\n'],
    ["json/a.json", '[{"age":41,"plan":"basic"},{"age":29,"plan":"plus"}]'],
  ])("reads %s as it reads the file", async (key, bytes) => {
    const [file, address] = await both(key, bytes);
    const how = key.includes("latin") ? ({ encoding: "latin-1" } as const) : {};
    same(await readTable(address, how), await readTable(file, how));
    expect(left()).toEqual([]);
  });

  it("reads parquet, all of it, a sample and in parts, as it reads the file", async () => {
    const [file, address] = await both("clicks/wide.parquet", await parquet("wide.parquet", wide));
    same(await readTable(address), await readTable(file));
    const [drawn, of] = await Promise.all([address, file].map((each) => readSample(each, { sample: 500, seed: 3 })));
    expect(drawn!.of).toBe(30_000);
    same(drawn!.table, of!.table);
    const columns = ["town", "x, y"];
    const parts: Table[][] = [[], []];
    for (const [i, each] of [address, file].entries())
      for await (const part of readParts(each, { columns })) parts[i]!.push(part);
    expect(parts[0]!.map(({ rows }) => rows)).toEqual(parts[1]!.map(({ rows }) => rows));
    for (const [i, part] of parts[0]!.entries()) same(part, parts[1]![i]!);
    expect(left()).toEqual([]);
  });

  it("reads what fits a pattern as one table, in the order of keys", async () => {
    for (const day of [3, 1, 2, 4, 5]) await putObject(`days/${day}.csv`, `day,x\n${day},0.5\n`);
    await putObject("days/more/6.csv", "day,x\n6,0.5\n");
    await putObject("days/notes.txt", "none");
    const days = async (address: string) => (await readTable(address)).toRows().map(({ day }) => day);
    expect(await days("s3://artifacts/days/*.csv")).toEqual([1, 2, 3, 4, 5]);
    expect(await days("s3://artifacts/days/**/*.csv")).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await days("s3://artifacts/days/[13].csv")).toEqual([1, 3]);
    expect(await filesOf("s3://artifacts/days/[1-3].csv")).toEqual(
      [1, 2, 3].map((day) => `s3://artifacts/days/${day}.csv`),
    );
  });
};

describe("a stand-in for a bucket", () => reads(inStandIn()));

describe("a bucket of OpenStack Swift", () => {
  const why = whyNoSwift();
  if (why === undefined) reads(inSwift());
  else test.skip(`has no server to be shown on: ${why}`);
});
