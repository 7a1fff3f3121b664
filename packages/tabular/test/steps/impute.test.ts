import { impute, table } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { agreesInGraph, expectRows, fitStep, valuesOf } from "./in-graph.ts";
import { numbers, sklearn, texts } from "./recorded-table.ts";

describe("impute", () => {
  it.each(["mean", "median", "mostFrequent"] as const)("fills numbers by %s as scikit-learn does", async (strategy) => {
    const { training } = await fitStep(impute({ strategy, indicator: true }), numbers);
    expectRows(training.table, sklearn.impute[strategy]);
  });

  it("fills texts by the most frequent one where it is asked for, and else by a level of their own", async () => {
    const frequent = await fitStep(impute({ strategy: "mostFrequent" }), texts);
    expect(valuesOf(frequent.training.table).plan).toEqual(sklearn.mostFrequentPlan);
    const own = await fitStep(impute(), texts);
    expect(valuesOf(own.training.table).plan).toEqual(sklearn.plan.map((plan) => plan ?? "missing"));
  });

  it("fills what is missing at prediction alone, and columns of which nothing is known", async () => {
    const { apply } = await fitStep(
      impute({ fillValue: -7, level: "?" }),
      table({ a: [1, 2], b: [null, null], c: ["x", "y"] }),
    );
    const filled = await apply(
      table({ a: [null], b: [null], c: [null] as (string | null)[] }).with([
        { kind: "texts", name: "c", type: "category", codes: Int32Array.of(-1), levels: [] },
      ]),
    );
    expect(filled.toRows()).toEqual([{ a: 1.5, b: -7, c: "?" }].map((row) => expect.objectContaining(row)));
  });

  it("makes a number of what is whole or a boolean only where the fill is", async () => {
    const { training } = await fitStep(impute(), table({ a: [1, null, 2], b: [true, null, false], c: [1, null, 3] }));
    expect(training.table.schema.map(({ type }) => type)).toEqual(["number", "number", "integer"]);
  });

  it("says which column has no finite mean", async () => {
    await expect(fitStep(impute(), table({ a: [1, Infinity, null] }))).rejects.toThrow(
      "impute learns from finite numbers: `a` is Infinity at row 1.",
    );
  });

  it("takes what is infinite for missing where it is told to, and says so", async () => {
    const ratios = table({ a: [1, Infinity, null, 4, 2], b: [1, 2, 3, 4, -Infinity], c: [1, 2, 3, 4, 5] });
    const step = impute({ infinite: true, indicator: true });
    const { training, apply, state } = await fitStep(step, ratios);
    const mean = 7 / 3;
    expect(valuesOf(training.table)).toEqual({
      a: [1, mean, mean, 4, 2],
      b: [1, 2, 3, 4, 2.5],
      c: [1, 2, 3, 4, 5],
      "a is missing": [0, 1, 1, 0, 0],
      "b is missing": [0, 0, 0, 0, 1],
    });
    expect(step.definition.notes!(state, step.options)).toEqual([
      "impute took 1 infinite value of `a` for missing.",
      "impute took 1 infinite value of `b` for missing.",
    ]);
    const later = table({ a: [1, null], b: [2, Infinity], c: [-Infinity, 0] });
    expect(valuesOf(await apply(later)).c).toEqual([3, 0]);
    await agreesInGraph(step, ratios, later);
    await agreesInGraph(impute({ infinite: true, strategy: "median" }), ratios, later);
  });

  it("is the same in a graph", async () => {
    const both = numbers.with(texts.data);
    await agreesInGraph(impute({ indicator: true }), both, both);
  });
});
