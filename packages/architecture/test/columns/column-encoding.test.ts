import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { readTable, table } from "@kaviar/tabular";
import { afterAll, describe, expect, it } from "vitest";
import { columnEncoderFrom, learnColumns } from "../../src/columns/column-encoding.ts";
import { readColumns } from "../../src/index.ts";

const rows = table({
  id: ["a1", "a2", "a3", "a4", "a5", "a6"],
  size: [1, 2, 3, 4, Number.NaN, 5],
  brand: ["acme", "zeta", "acme", null, "zeta", "lone"],
  same: [7, 7, 7, 7, 7, 7],
});

/** s = z / √(1 + (z/3)²), z by mean and deviation of what is there. */
const squashed = (value: number, values: readonly number[]): number => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
  const z = (value - mean) / deviation;
  return z / Math.sqrt(1 + (z / 3) ** 2);
};

describe("learnColumns", () => {
  const withoutId = {
    ...rows,
    data: rows.data.map((column) => (column.name === "id" ? { ...column, type: "id" as const } : column)),
  };
  const encoder = learnColumns(withoutId, 4);

  it("makes numbers of numbers and gaps, and numbers of levels, of which one is that of unknown ones", () => {
    const { numbers, levels } = encoder.encode(rows);
    expect(numbers!.shape).toEqual([6, 2]);
    // A hundredth at each end is moved in before deviation is taken: of 1 … 5 to 1.04 and 4.96.
    const there = [1.04, 2, 3, 4, 4.96];
    expect(numbers!.data[2]).toBeCloseTo(squashed(2, there), 5);
    expect(Array.from(numbers!.data).filter((_, i) => i % 2 === 1)).toEqual([0, 0, 0, 0, 1, 0]);
    expect(numbers!.data[8]).toBe(0);
    // acme, zeta, missing, and 3 for what is not known: lone came once.
    expect(Array.from(levels!.data)).toEqual([0, 1, 0, 2, 1, 3]);
    expect(encoder.prepared).toMatchObject({ texts: 1, levels: 4 });
    expect(encoder.prepared.edges.map(({ length }) => length)).toEqual([5, 0]);
  });

  it("is the same from what a file has", () => {
    const again = columnEncoderFrom(JSON.parse(JSON.stringify(encoder.json)));
    expect(again.encode(rows)).toEqual(encoder.encode(rows));
    expect(again.prepared).toEqual(encoder.prepared);
  });

  it("takes one new row, whatever is missing in it", () => {
    const { numbers, levels } = encoder.encode(table([{ size: null, brand: null, other: 1 }]));
    expect(Array.from(numbers!.data)).toEqual([0, 1]);
    expect(Array.from(levels!.data)).toEqual([2]);
    expect(Array.from(encoder.encode(table([{ size: 9e99, brand: "new" }])).levels!.data)).toEqual([3]);
  });

  it("refuses rows without a column, or with one of another kind", () => {
    expect(() => encoder.encode(table({ size: [1] }))).toThrow(/there is no `brand`/);
    expect(() => encoder.encode(table({ size: ["large"], brand: ["acme"] }))).toThrow(
      /`size` had numbers, and has texts/,
    );
  });

  it("has one number where nothing is worth encoding", () => {
    const { encode, prepared } = learnColumns(table({ same: [1, 1, 1] }), 8);
    expect(prepared).toEqual({ edges: [[]], texts: 0, levels: 0 });
    expect(encode(table({ same: [1, 2] })).numbers).toEqual({ data: new Float32Array(2), shape: [2, 1] });
  });
});

const folder = mkdtempSync(`${tmpdir()}/columns-`);
afterAll(() => rmSync(folder, { recursive: true }));

describe("readColumns", () => {
  it("reads a table, its target apart, and leaves rows out that have none", async () => {
    const file = `${folder}/rows.csv`;
    writeFileSync(file, "size,brand,price\n1,acme,10\n2,zeta,\n3,acme,30\n");
    const { x, y, broken } = await readColumns(file, { target: "price" });
    expect(x.columns).toEqual(["size", "brand"]);
    expect([x.toRows().map(({ size }) => size), y]).toEqual([
      [1, 3],
      [10, 30],
    ]);
    expect(broken).toEqual([{ file: `${file}, row 2`, why: "it has no `price`" }]);
    expect((await readColumns(file)).x.toRows()).toEqual((await readTable(file)).toRows());
    await expect(readColumns(file, { target: "prize" })).rejects.toThrow(/price/);
  });
});
