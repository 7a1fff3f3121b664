import { cards, comparison } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

describe("the index", () => {
  it("knows ReLU", () => {
    const card = cards().find((each) => each.export === "relu");
    expect(card).toMatchObject({ kind: "activation", name: "ReLU", formula: "max(0, x)" });
  });
  it("knows what the doctor finds, and what helps; what shows before a run and during one is there once", () => {
    const all = cards().filter(({ kind }) => kind === "finding");
    const card = all.find((each) => each.export === "vanishing-gradient");
    expect(card).toMatchObject({ name: "Vanishing gradient", use: expect.stringContaining("first layers") });
    expect(card?.remedies?.[0]).toBe("relu or gelu in the hidden layers");
    expect(all.filter((each) => each.export === "class-imbalance")).toHaveLength(1);
  });
  it("compares the metrics in the order of their names", () => {
    const rows = comparison("metric");
    expect(rows[0]).toMatchObject({ export: "accuracy", range: "[0, 1]" });
    expect(rows.map((row) => row.export)).toEqual(rows.map((row) => row.export).toSorted());
    expect(rows.length).toBeGreaterThan(20);
  });
});
