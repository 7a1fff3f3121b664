import { beforeEach, describe, expect, it } from "vitest";
import { asFirst, batchesOf } from "../../src/reading/batches.ts";
import type { FoundFiles } from "../../src/reading/find-files.ts";
import { readParts } from "../../src/reading/index.ts";
import type { Source } from "../../src/reading/source.ts";
import { inStandIn } from "./bucket/in-buckets.ts";

const { store, left } = inStandIn();
beforeEach(() => store().objects.clear());

it("goes through small objects together, and through large ones alone; files of this machine all at once", async () => {
  for (const [name, megabytes] of Object.entries({ a: 1, b: 40, c: 30, d: 70, e: 2 }))
    store().objects.set(`${name}.csv`, new Uint8Array(megabytes * 1e6));
  const batches = (await batchesOf("s3://artifacts/*.csv")) as readonly FoundFiles[];
  expect(batches.map(({ files }) => files.map(({ object }) => object!.key))).toEqual([
    ["a.csv", "b.csv"],
    ["c.csv"],
    ["d.csv"],
    ["e.csv"],
  ]);
  expect(await batchesOf("/data/*.csv")).toEqual(["/data/*.csv"]);
});

describe("rows of objects in parts", () => {
  // Long lines: few rows for their bytes.
  const town = "town".padEnd(200, "-");
  const line = `1234,${town}\n`;
  const csv = (head: string, lines: number, last: string) =>
    Buffer.concat([Buffer.from(head), Buffer.alloc(lines * line.length, line), Buffer.from(last)]);

  it("are all rows, in order, anew with each loop, and one object lies on the disk at a time", async () => {
    const lines = 160_000;
    store().objects.set("1.csv", csv("x,place\n", lines, "1,first\n"));
    store().objects.set("2.csv", csv("x,place\n", lines, "2,second\n"));
    const parts = readParts("s3://artifacts/*.csv");
    for (let loop = 0; loop < 2; loop++) {
      let rows = 0;
      const ends: unknown[] = [];
      for await (const part of parts) {
        rows += part.rows;
        if (part.column("place").at(part.rows - 1) !== town) ends.push(part.column("x").at(part.rows - 1));
        expect(left().filter((name) => `${name}`.endsWith(".csv"))).toHaveLength(1);
      }
      expect([rows, ends]).toEqual([2 * (lines + 1), [1, 2]]);
      expect(left()).toEqual([]);
    }
  }, 60_000);

  it("leave nothing on the disk where a loop over them ends early, or a later object has other columns", async () => {
    store().objects.set("1.csv", csv("x,place\n", 160_000, ""));
    store().objects.set("2.csv", csv("x,town\n", 160_000, ""));
    for await (const part of readParts("s3://artifacts/*.csv")) {
      expect(part.rows).toBe(65_536);
      break;
    }
    expect(left()).toEqual([]);
    const all = async () => {
      for await (const part of readParts("s3://artifacts/*.csv")) expect(part.columns).toEqual(["x", "place"]);
    };
    await expect(all()).rejects.toMatchObject({
      code: "column",
      evidence: expect.stringContaining("no `place` as column 2"),
    });
    expect(left()).toEqual([]);
  }, 60_000);
});

it("finds the columns of the first batch by their names, where they have types", () => {
  const source = (isText: boolean, ...names: string[]) =>
    ({ path: "s3://lab/*", isText, columns: names.map((name) => ({ name })) }) as unknown as Source;
  expect(asFirst(source(false, "b", "c", "a"), source(false, "a", "b")).columns.map(({ name }) => name)).toEqual([
    "a",
    "b",
  ]);
  expect(() => asFirst(source(true, "b", "a"), source(true, "a", "b"))).toThrow("no `a` as column 1");
});
