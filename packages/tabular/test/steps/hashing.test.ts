import { hashing } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { agreesInGraph, expectRows, fitStep, valuesOf } from "./in-graph.ts";
import { sklearn, strange, texts } from "./recorded-table.ts";

describe("hashing", () => {
  it("counts levels where scikit-learn's hashes do", async () => {
    expectRows((await fitStep(hashing({ nFeatures: 8 }), texts)).training.table, sklearn.hashing);
  });

  it("counts what it does not know nowhere", async () => {
    const { apply } = await fitStep(hashing({ nFeatures: 4 }), texts);
    const made = valuesOf((await apply(strange)).take([3]));
    expect(Object.values(made).flat()).toEqual([0, 0, 0, 0]);
  });

  it("is the same in a graph", async () => {
    await agreesInGraph(hashing(), texts, texts);
    await agreesInGraph(hashing({ nFeatures: 3, alternateSign: false }), texts.select("city"), strange.select("city"));
  });
});
