import { describe, expect, it } from "vitest";
import type { Target } from "../../src/contract/target.ts";
import { type DummyOptions, dummy, table } from "../../src/index.ts";
import { fit } from "./fit.ts";

const rows = table({ x: [1, null, 3, 4, 5], plan: ["a", "b", null, "a", "c"] });
const weights = Float64Array.of(1, 2, 3, 4, 5);
const numbers: Target = { task: "numbers", values: Float64Array.of(4, 1, 3, 2, 9) };
const classes: Target = { task: "classes", classes: ["no", "yes"], codes: Int32Array.of(0, 1, 0, 0, 1) };

const answer = async (target: Target, options?: DummyOptions, weighted = false): Promise<number[]> => {
  const { predict } = await fit(dummy(options), { table: rows, target, weights: weighted ? weights : undefined });
  return predict(rows.head(1));
};

describe("dummy", () => {
  // sklearn.dummy of 1.9 says the same of these numbers.
  it("says the mean, the median, a quantile or a constant", async () => {
    expect(await answer(numbers)).toEqual([3.8]);
    expect(await answer(numbers, { strategy: "median" })).toEqual([3]);
    expect(await answer(numbers, { strategy: "quantile", quantile: 0.9 })).toEqual([7]);
    expect(await answer(numbers, { strategy: "constant", constant: -2 })).toEqual([-2]);
    expect((await answer(numbers, {}, true))[0]).toBeCloseTo(68 / 15, 14);
    expect(await answer(numbers, { strategy: "median" }, true)).toEqual([3]);
    expect(await answer(numbers, { strategy: "quantile", quantile: 0.4 }, true)).toEqual([2]);
  });

  it("says how frequent the classes were, the most frequent one, none or a constant", async () => {
    expect(await answer(classes)).toEqual([0.6, 0.4]);
    expect(await answer(classes, {}, true)).toEqual([8 / 15, 7 / 15]);
    expect(await answer(classes, { strategy: "mostFrequent" })).toEqual([1, 0]);
    expect(await answer(classes, { strategy: "uniform" })).toEqual([0.5, 0.5]);
    expect(await answer(classes, { strategy: "constant", constant: "yes" })).toEqual([0, 1]);
  });

  it("refuses a strategy of the other task, and one that lacks its option", async () => {
    await expect(answer(classes, { strategy: "mean" })).rejects.toThrow("is none for classes");
    await expect(answer(numbers, { strategy: "prior" })).rejects.toThrow("is none for numbers");
    await expect(answer(classes, { strategy: "constant", constant: "maybe" })).rejects.toThrow('got "maybe"');
    await expect(answer(numbers, { strategy: "constant", constant: "yes" })).rejects.toThrow('got "yes"');
    await expect(answer(numbers, { strategy: "quantile" })).rejects.toThrow("needs the option `quantile`");
  });
});
