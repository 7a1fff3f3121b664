import { oneHot, scale, table, union } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { agreesInGraph, fitStep, valuesOf } from "./in-graph.ts";

const people = table({ plan: ["a", "b", "a"], age: [20, 30, 40] });

describe("union", () => {
  it("puts branches side by side, a column that several leave alone once", async () => {
    const { training } = await fitStep(union([], scale(), [oneHot(), scale({ withStd: false })]), people);
    expect(training.table.columns).toEqual(["plan", "age", "scale(age)", "plan=a", "plan=b", "scale(age) 2"]);
    expect(valuesOf(training.table)["scale(age) 2"]).toEqual([-10, 0, 10]);
    expect(training.table.column("scale(age)").data.from).toEqual(["age"]);
  });

  it("is the same in a graph", async () => {
    await agreesInGraph(union([], scale(), [oneHot(), scale({ withStd: false })]), people, people);
  });
});
