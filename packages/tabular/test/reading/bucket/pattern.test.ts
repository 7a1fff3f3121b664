import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { fitting } from "../../../src/reading/bucket/pattern.ts";
import { withDuckdb } from "../../../src/reading/duckdb.ts";
import { makeFolder } from "../files.ts";

const { folder } = makeFolder();
const keys = ["a.csv", "b.csv", "ab.csv", "a+.csv", "a.csv.gz", "x/a.csv", "x/y/a.csv", "x/y/1.csv", "x (1)/a.csv"];
for (const key of keys) {
  mkdirSync(dirname(join(folder, key)), { recursive: true });
  writeFileSync(join(folder, key), "a\n1\n");
}

it.each([
  "*.csv",
  "?.csv",
  "a*",
  "[ab].csv",
  "[a-z].csv",
  "[!a].csv",
  "*/a.csv",
  "**/a.csv",
  "x/**",
  "x/**/*.csv",
  "x (?)/*",
  "a+.*",
])("%s fits the keys that it fits as files", async (pattern) => {
  const files = await withDuckdb((database) => database.rows(`SELECT file FROM glob('${folder}/${pattern}')`));
  const found = files.map(({ file }) => (file as string).slice(folder.length + 1)).sort();
  expect(keys.filter((key) => fitting(pattern).test(key)).sort()).toEqual(found);
});

it("refuses a class that is out of order", () => {
  expect(() => fitting("[z-a].csv")).toThrow("A class in a pattern is signs");
});
