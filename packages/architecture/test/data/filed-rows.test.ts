import { closeSync, openSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeRows } from "@kaviar/architecture";
import { describe, expect, it } from "vitest";
import { type FiledRows, fileRows, partsOfRows, readFiledRows } from "../../src/data/filed-rows.ts";
import { folderOf } from "../images/folder.ts";

/** Row i has the numbers 10 i, 10 i + 1, … */
const numbered = (rows: number, width: number) =>
  Array.from({ length: rows * width }, (_, i) => 10 * Math.floor(i / width) + (i % width));

describe.each([
  ["bytes", Uint8Array],
  ["floats", Float32Array],
] as const)("rows of %s in a file", (_, kind) => {
  const rows = { data: kind.from(numbered(7, 3)), shape: [7, 3] };

  it("are those that were written, in whatever order they are taken", async () => {
    const filed = await fileRows(join(folderOf({}), "rows"), rows);
    expect(readFiledRows(filed)).toEqual(rows);
    const some = takeRows(filed, [5, 2, 3, 4, 4]) as FiledRows;
    expect(readFiledRows(some)).toEqual({
      data: kind.from([50, 51, 52, 20, 21, 22, 30, 31, 32, 40, 41, 42, 40, 41, 42]),
      shape: [5, 3],
    });
    expect(readFiledRows(takeRows(some, [1, 0]) as FiledRows).data).toEqual(kind.from([20, 21, 22, 50, 51, 52]));
    expect(readFiledRows(takeRows(some, []) as FiledRows).shape).toEqual([0, 3]);
  });

  it("are plain data that another process can be told", async () => {
    const filed = await fileRows(join(folderOf({}), "rows"), rows);
    expect(readFiledRows(structuredClone(filed))).toEqual(rows);
  });

  it("have the same bytes in parts as in memory", async () => {
    const filed = await fileRows(join(folderOf({}), "rows"), rows);
    const bytesOf = (given: Parameters<typeof partsOfRows>[0]) =>
      [...partsOfRows(given)].flatMap((part) => [...new Uint8Array(part.buffer, part.byteOffset, part.byteLength)]);
    expect(bytesOf(filed)).toEqual(bytesOf(rows));
  });
});

describe("rows in a file without a name", () => {
  it("may be the beginning of what lies there, and are written anew for others", async () => {
    const path = join(folderOf({ all: Uint8Array.from(numbered(4, 6)) }), "all");
    const file = openSync(path, "r");
    const rows: FiledRows = { file, numbers: "uint8", stride: 6, shape: [3, 1, 2, 1], places: Int32Array.of(3, 1, 2) };
    expect([...readFiledRows(rows).data]).toEqual([30, 31, 10, 11, 20, 21]);
    const own = await fileRows(join(folderOf({}), "own"), rows);
    expect(statSync(own.file as string).size).toBe(6);
    expect(readFiledRows(own)).toEqual(readFiledRows(rows));
    closeSync(file);
  });

  it("are left where they lie where that has a name", async () => {
    const filed = await fileRows(join(folderOf({}), "rows"), { data: Uint8Array.of(1, 2), shape: [2, 1] });
    expect(await fileRows("/nowhere/rows", filed)).toBe(filed);
  });
});

it("says what is wrong with a file", async () => {
  const path = join(folderOf({}), "rows");
  const filed = await fileRows(path, { data: Uint8Array.of(1, 2, 3, 4), shape: [2, 2] });
  truncateSync(path, 3);
  expect(() => readFiledRows(filed)).toThrow(/rows: it ends too soon/);
  expect(() => readFiledRows({ ...filed, file: `${path}-2` })).toThrow(/Rows lie in a file until .*rows-2: ENOENT/);
  writeFileSync(path, "");
  await expect(fileRows("/nowhere/rows", { data: Uint8Array.of(1), shape: [1, 1] })).rejects.toThrow(/\/nowhere\/rows/);
  const huge = { ...filed, shape: [3e6, 1000], places: new Int32Array(3e6) };
  expect(() => readFiledRows(huge)).toThrow(/all at once and up to 2 GB: these are 2\.8 GB/);
});
