import { ordinal } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { agreesInGraph, expectRows, fitStep, valuesOf } from "./in-graph.ts";
import { sklearn, strange, texts } from "./recorded-table.ts";

describe("ordinal", () => {
  it("numbers levels as scikit-learn does", async () => {
    expectRows((await fitStep(ordinal(), texts)).training.table, sklearn.ordinal);
  });

  it("has a number for what it does not know, where it is told one", async () => {
    const { apply } = await fitStep(ordinal({ unknownValue: -2, encodedMissingValue: -1 }), texts);
    expect(valuesOf(await apply(strange)).plan).toEqual([-1, -2, 2, -2]);
  });

  it("is the same in a graph", async () => {
    await agreesInGraph(ordinal(), texts, strange);
    await agreesInGraph(ordinal({ unknownValue: -2, encodedMissingValue: -1 }), texts, strange);
  });
});
