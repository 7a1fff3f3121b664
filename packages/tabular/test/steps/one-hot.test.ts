import { oneHot, table } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { agreesInGraph, expectRows, fitStep, valuesOf } from "./in-graph.ts";
import { sklearn, strange, texts } from "./recorded-table.ts";

const cases = {
  plain: {},
  dropFirst: { drop: "first" },
  minFrequency: { minFrequency: 5 },
  minShare: { minFrequency: 0.12 },
  maxCategories: { maxCategories: 4 },
  both: { maxCategories: 3, minFrequency: 3, drop: "first" },
} as const;

describe("oneHot", () => {
  it.each(Object.keys(cases) as (keyof typeof cases)[])("makes the columns of scikit-learn: %s", async (name) => {
    const { training } = await fitStep(oneHot(cases[name]), texts);
    expectRows(training.table, sklearn.oneHot[name]);
  });

  it.each(Object.values(cases))("is the same in a graph: %o", async (given) => {
    await agreesInGraph(oneHot(given), texts, strange);
    await agreesInGraph(oneHot({ ...given, handleUnknown: "infrequentIfExist" }), texts, strange);
  });

  it("names columns by their levels, in the place of the column, and knows them when they come again", async () => {
    const { apply } = await fitStep(oneHot(), table({ a: [1, 2, 3], plan: ["pro", null, "basic"], b: [1, 1, 1] }));
    const made = await apply(table({ a: [1, 2, 3], plan: ["new", "pro", null], b: [1, 1, 1] }));
    expect(made.toRows()).toEqual(
      [
        { a: 1, "plan=basic": 0, "plan=pro": 0, "plan is missing": 0, b: 1 },
        { a: 2, "plan=basic": 0, "plan=pro": 1, "plan is missing": 0, b: 1 },
        { a: 3, "plan=basic": 0, "plan=pro": 0, "plan is missing": 1, b: 1 },
      ].map((row) => expect.objectContaining(row)),
    );
    expect(made.data[1]!.from).toEqual(["plan"]);
  });

  it("keeps one of two columns where it is told so", async () => {
    const { training } = await fitStep(oneHot({ drop: "ifBinary" }), table({ a: ["x", "y"], b: ["x", "x"] }));
    expect(training.table.columns).toEqual(["a=y", "b=x"]);
  });

  it("tells a level called other from the rare ones", async () => {
    const { training } = await fitStep(oneHot({ minFrequency: 2 }), table({ a: ["other", "other", "x", "y"] }));
    expect(training.table.columns).toEqual(["a=other", "a=other levels"]);
  });

  it("takes numbers for categories where it is told so, in their own order", async () => {
    const { apply } = await fitStep(
      oneHot({ numbers: true }),
      table({ month: [10, 9, 10, null], plan: ["a", "a", "a", "a"] }),
    );
    const made = await apply(table({ month: [9, 11, null], plan: ["a", "b", "a"] }));
    expect(valuesOf(made)).toEqual({
      "month=9": [1, 0, 0],
      "month=10": [0, 0, 0],
      "month is missing": [0, 0, 1],
      "plan=a": [1, 0, 1],
    });
  });

  it("refuses a million levels, with the memory that they would take", async () => {
    const ids = table({ id: Array.from({ length: 300_000 }, (_, i) => `user ${i}`) });
    await expect(fitStep(oneHot(), ids)).rejects.toThrow(
      "here it would make 300000, which take 6.7e+2 GB for 300000 rows",
    );
  });
});
