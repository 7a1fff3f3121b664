import { describe, expect, it } from "vitest";
import { withDuckdb } from "../../src/reading/duckdb.ts";
import { bytesToRead, mustFit, rowsThatFit } from "../../src/reading/memory.ts";
import { openSource } from "../../src/reading/source.ts";
import { makeFolder } from "./files.ts";

const { write } = makeFolder();

describe("a file that memory does not take", () => {
  const source = () =>
    withDuckdb(async (database) => {
      const opened = await openSource(database, write("x.csv", "a,b\n1,2\n"), {});
      return { ...opened, path: "x.csv", size: { bytes: 8e9, rows: 1e9 } };
    });

  it("is refused before it is read, with what it would take and what to do", async () => {
    const large = await source();
    expect(bytesToRead(large)).toBe(68e9);
    expect(() => mustFit(large, 100e9)).not.toThrow();
    expect(() => mustFit(large, 16e9)).toThrow(
      "A table is held in memory: x.csv has about 1000000000 rows of 2 columns, which take 68.0 GB of 16.0 GB that are free.",
    );
  });

  it("is drawn from: as many rows as half of the memory takes", async () => {
    expect(rowsThatFit(await source(), 6.8e9)).toBe(50_000_000);
  });
});
