import { encode, impute, table } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../src/table/column.ts";
import { textColumn } from "../../src/table/column-of.ts";
import { agreesInGraph, fitStep, valuesOf } from "./in-graph.ts";

const rows = 120;
const list = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
const mixed = table({
  plan: list((row) => ["basic", "pro", "gold", null][row % 4]!),
  sex: list((row) => (row % 3 ? "f" : "m")),
  city: list((row) => `city ${row % 30}`),
  age: list((row) => (row % 9 ? row : null)),
  vip: list((row) => row % 2 === 0),
  at: list((row) => new Date(row * 3e10)),
}).with([
  textColumn(
    "review",
    list((row) => (row % 2 ? "good film" : "bad")),
    "text",
  ),
  textColumn(
    "key",
    list((row) => `k${row}`),
    "id",
  ),
  { kind: "numbers", name: "one", type: "constant", values: new Float64Array(rows) },
] satisfies ColumnData[]);
const target = { task: "numbers" as const, values: Float64Array.from(list((row) => row % 7)) };

describe("encode", () => {
  it("makes numbers of everything, in the way of its type, and leaves ids and constants out", async () => {
    const { training } = await fitStep(encode(), { table: mixed, target });
    const { columns, data } = training.table;
    expect(columns.slice(0, 7)).toEqual([
      "age",
      "vip",
      "plan=basic",
      "plan=gold",
      "plan=pro",
      "plan is missing",
      "sex=m",
    ]);
    expect(columns.slice(7, 9)).toEqual(["city", "at:days"]);
    expect(columns.slice(-3)).toEqual(["review:bad", "review:film", "review:good"]);
    expect(data.every(({ kind }) => kind === "numbers")).toBe(true);
    expect(columns.some((name) => name.startsWith("key") || name === "one")).toBe(false);
  });

  it("encodes training rows by folds that do not hold them", async () => {
    const { training, apply } = await fitStep(encode(), { table: mixed, target });
    expect(valuesOf(training.table).city).not.toEqual(valuesOf(await apply(mixed)).city);
  });

  it("is steered by its options", async () => {
    const { training } = await fitStep(
      encode({ maxLevels: 3, many: "hashing", few: "ordinal", keep: ["sex", "key"] }),
      {
        table: mixed,
        target,
      },
    );
    const { columns } = training.table;
    expect(columns.slice(0, 5)).toEqual(["sex", "age", "vip", "key", "plan"]);
    expect(columns[5]).toBe("hash 0");
    await expect(fitStep(encode({ keep: ["sexes"] }), mixed)).rejects.toThrow("there is no `sexes`");
  });

  it("needs no target where there is none", async () => {
    const { training } = await fitStep(encode({ maxLevels: 4 }), mixed);
    expect(training.table.columns.filter((name) => name.startsWith("city="))).toHaveLength(5);
  });

  it("is the same in a graph", async () => {
    await agreesInGraph(encode(), { table: mixed, target }, mixed);
    await agreesInGraph(impute(), mixed, mixed);
  });
});
