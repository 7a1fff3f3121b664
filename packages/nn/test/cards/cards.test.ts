import { cards, comparison } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

describe("the index", () => {
  it("knows ReLU", () => {
    const card = cards().find((each) => each.export === "relu");
    expect(card).toMatchObject({ kind: "activation", name: "ReLU", formula: "max(0, x)" });
  });
  it("compares the metrics in the order of their names", () => {
    const rows = comparison("metric");
    expect(rows[0]).toMatchObject({ export: "accuracy", range: "[0, 1]" });
    expect(rows.map((row) => row.export)).toEqual(rows.map((row) => row.export).toSorted());
    expect(rows.length).toBeGreaterThan(20);
  });
});
