import { table, targetEncode } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { agreesInGraph, expectRows, fitStep, valuesOf } from "./in-graph.ts";
import { amount, half, kinds, sklearn, strange, texts } from "./recorded-table.ts";

const encoded = async (target: typeof half, smooth?: number) => {
  const { apply } = await fitStep(targetEncode(smooth === undefined ? {} : { smooth }), { table: texts, target });
  return apply(texts);
};

describe("targetEncode", () => {
  it("means what scikit-learn's does, for two classes, for more, and for numbers", async () => {
    expectRows(await encoded(half), sklearn.targetEncode.half);
    expectRows(await encoded(half, 12.5), sklearn.targetEncode.halfSmooth);
    expectRows(await encoded(amount), sklearn.targetEncode.amount);
    expectRows(await encoded(amount, 0), sklearn.targetEncode.amountSmooth);
    expectRows(await encoded(kinds), sklearn.targetEncode.kinds);
  });

  it("names a column for each of three classes", async () => {
    expect((await encoded(kinds)).columns.slice(0, 3)).toEqual(["plan:a", "plan:b", "plan:c"]);
  });

  it("says nothing of a training row's own target: levels of one row each become means of others", async () => {
    const rows = 40;
    const ids = table({ id: Array.from({ length: rows }, (_, i) => `user ${i}`) });
    const values = Float64Array.from({ length: rows }, (_, i) => i % 2);
    const { training, apply } = await fitStep(targetEncode({ smooth: 0 }), {
      table: ids,
      target: { task: "numbers", values },
    });
    expect(new Set(valuesOf(training.table).id).size).toBeLessThanOrEqual(5);
    expect(valuesOf(await apply(ids)).id).toEqual([...values]);
  });

  it("counts a row of weight 2 as two rows", async () => {
    const weights = Float64Array.from(sklearn.city, (_, row) => 1 + (row % 2));
    const twice = Array.from(weights).flatMap((weight, row) => Array<number>(weight).fill(row));
    const repeated = { task: "numbers" as const, values: Float64Array.from(twice, (row) => sklearn.amount[row]!) };
    const a = await fitStep(targetEncode(), { table: texts, target: amount, weights });
    const b = await fitStep(targetEncode(), { table: texts.take(twice), target: repeated });
    const [ours, theirs] = [await a.apply(texts), await b.apply(texts)].map((made) => valuesOf(made).city as number[]);
    for (const [row, value] of ours!.entries()) expect(value).toBeCloseTo(theirs![row]!, 12);
  });

  it("is the same in a graph", async () => {
    for (const target of [half, kinds, amount]) await agreesInGraph(targetEncode(), { table: texts, target }, strange);
  });

  it("needs a target", async () => {
    await expect(fitStep(targetEncode(), texts)).rejects.toThrow("targetEncode learns from a target");
  });
});
