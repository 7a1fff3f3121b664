import { table, textFeatures } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { agreesInGraph, expectRows, fitStep, valuesOf } from "./in-graph.ts";
import { sklearn } from "./recorded-table.ts";

const reviews = table({ review: sklearn.reviews });
const odd = table({ review: [null, "  ", "GOOD good\tGood\n\nbad\r\n", "gOOd unheard", "bad.BAD"] });

describe("textFeatures", () => {
  it("counts words as scikit-learn does, and how many there are", async () => {
    const { training } = await fitStep(textFeatures({ weighting: "counts" }), reviews);
    const [number, ...words] = training.table.columns;
    expect(words).toEqual([
      "review:bad",
      "review:bad.",
      "review:film",
      "review:good",
      "review:lang",
      "review:very",
      "review:zu",
    ]);
    expectRows(training.table.without(number!), sklearn.counts);
    expect(valuesOf(training.table)[number!]).toEqual(sklearn.counts.map((row) => row.reduce((sum, n) => sum + n, 0)));
  });

  it("weighs them as scikit-learn does", async () => {
    const { training } = await fitStep(textFeatures({ maxWords: 5, minCount: 2 }), reviews);
    expectRows(training.table.without("review:number of words"), sklearn.tfidf, 1e-12);
  });

  it("knows spellings of training, small letters, capitals and a capital in front", async () => {
    const { apply } = await fitStep(textFeatures({ weighting: "binary" }), table({ review: ["good bAd", "good"] }));
    const made = valuesOf(await apply(table({ review: ["GOOD", "Good bAd", "goOd", null] })));
    expect(made["review:good"]).toEqual([1, 1, 0, 0]);
    expect(made["review:bad"]).toEqual([0, 1, 0, 0]);
    expect(made["review:number of words"]).toEqual([1, 2, 1, 0]);
  });

  it.each(["tfidf", "counts", "binary"] as const)("is the same in a graph: %s", async (weighting) => {
    await agreesInGraph(textFeatures({ weighting }), reviews, reviews);
    await agreesInGraph(textFeatures({ weighting, maxWords: 3 }), reviews, odd);
    await agreesInGraph(textFeatures({ weighting }), reviews, odd.head(1));
  });
});
