import { cellsOf } from "@kaviar/base/text";
import { expect, it } from "vitest";
import { drawn } from "../../src/table/drawn.ts";
import { table } from "../../src/table/index.ts";

it("shows names, types, values and the size; a missing value is a dot", () => {
  const { data, rows } = table({
    age: [41, null],
    plan: ["basic", "pro"],
    since: [new Date(0), new Date("2024-02-29")],
  });
  expect(drawn(data, rows, 80).split("\n")).toEqual([
    "    age  plan           since",
    "integer  category        date",
    "     41  basic     1970-01-01",
    "      ·  pro       2024-02-29",
    "2 rows × 3 columns",
  ]);
});

it("cuts long cells, keeps to the width, and names the columns that do not fit", () => {
  const columns = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`column${i}`, [`line\n${"x".repeat(100)}`, "y"]]),
  );
  const { data, rows } = table(columns);
  for (const width of [40, 80, 200]) {
    const lines = drawn(data, rows, width).split("\n");
    expect(Math.max(...lines.map(cellsOf))).toBeLessThanOrEqual(width);
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toMatch(/^and \d+ columns more: column\d+/);
  }
});

it("shows 20 rows of many, none of none, and dates that no date can hold", () => {
  const many = table({ x: Float64Array.from({ length: 1000 }, (_, i) => i) });
  expect(drawn(many.data, 1000, 80).split("\n")).toHaveLength(23);
  expect(drawn(table({}).data, 0, 80)).toContain("0 rows × 0 columns");
  const far = [{ kind: "numbers", name: "when", type: "date", values: Float64Array.of(1e20) }] as const;
  expect(drawn(far, 1, 80)).toContain("100000000000000000000");
});
