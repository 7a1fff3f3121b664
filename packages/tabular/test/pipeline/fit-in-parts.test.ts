import { describe, expect, it } from "vitest";
import {
  boosting,
  encode,
  fitInParts,
  gaussianNaiveBayes,
  impute,
  learnsInParts,
  linearRegression,
  load,
  logisticRegression,
  oversample,
  type Part,
  pca,
  pipeline,
  ridge,
  scale,
  type Table,
  table,
  voting,
} from "../../src/index.ts";

const rows = 3000;
/** A number that looks drawn: the same each time. */
const drawn = (i: number): number => (Math.sin(i * 12.9898) * 43758.5453) % 1;

/** A line, a gap here and there, a town that most rows have, and one that only the last rows have. */
const whole: Table = (() => {
  const x = Array.from({ length: rows }, (_, i) => 10 * drawn(i + 1));
  const town = Array.from({ length: rows }, (_, i) => (i > 2900 ? "late" : ["a", "b", "c"][i % 3]!));
  const size = x.map((value, i) => (i % 9 === 4 ? null : value * value + drawn(i + 7)));
  const price = x.map((value, i) => 2 * value + (town[i] === "b" ? 3 : 0) + drawn(i + 11));
  return table({
    x,
    size,
    town,
    price,
    kind: price.map((value) => (value > 4 ? "high" : value > -6 ? "middle" : "low")),
  });
})();

const inParts = (all: Table, size: number): AsyncIterable<Table> => ({
  async *[Symbol.asyncIterator]() {
    for (let from = 0; from < all.rows; from += size)
      yield all.take(Array.from({ length: Math.min(size, all.rows - from) }, (_, i) => from + i));
  },
});

const sample = whole.head(1000);

const difference = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Math.max(...Array.from(one, (value, i) => Math.abs(value - other[i]!)));

describe("a fit in parts", () => {
  it.each<[string, readonly Part[]]>([
    ["linear regression", [impute(), encode(), linearRegression()]],
    ["ridge", [impute({ indicator: true }), encode(), scale(), ridge({ alpha: 3 })]],
    ["ridge that is not negative", [impute({ strategy: "constant" }), encode(), ridge({ positive: true })]],
  ])("of %s says what a fit to all rows says", async (_, parts) => {
    const [features, options] = [whole.without("kind"), { target: "price" }];
    const pipe = pipeline(...parts);
    const all = await pipe.fit(features, options);
    const some = await pipe.fit(sample.without("kind"), options);
    const again = await fitInParts(some, inParts(features, 700));
    expect(again.rows).toBe(rows);
    expect(again.stays).toEqual([]);
    const wanted = (await all.predict(features)) as Float64Array;
    expect(difference((await again.model.predict(features)) as Float64Array, wanted)).toBeLessThan(1e-8);
    // Not because the sample knew it already.
    expect(difference((await some.predict(features)) as Float64Array, wanted)).toBeGreaterThan(1e-3);
    const file = await load(await again.model.toOnnx());
    expect(difference((await file.predict(features)) as Float64Array, wanted)).toBeLessThan(1e-6);
    expect(file.card).toMatchObject({ rows });
    await file.release();
  });

  it.each<[string, readonly Part[]]>([
    ["logistic regression of three classes", [impute(), encode(), scale(), logisticRegression()]],
    ["naive Bayes", [impute(), encode(), gaussianNaiveBayes()]],
    [
      "members of an ensemble",
      [
        voting([
          pipeline(impute(), encode(), scale(), logisticRegression({ c: 10 })),
          pipeline(impute(), encode(), gaussianNaiveBayes()),
        ]),
      ],
    ],
  ])("of %s says what a fit to all rows says", async (_, parts) => {
    const [features, options] = [whole.without("price"), { target: "kind" }];
    const pipe = pipeline(...parts);
    const all = await (await pipe.fit(features, options)).probabilities(features);
    const { model } = await fitInParts(await pipe.fit(sample.without("price"), options), inParts(features, 411));
    expect(difference((await model.probabilities(features)).values, all.values)).toBeLessThan(1e-6);
  });

  it("knows the texts of all rows, and names what became of them", async () => {
    const some = await pipeline(impute(), encode(), ridge()).fit(sample.without("kind"), { target: "price" });
    const { model } = await fitInParts(some, inParts(whole.without("kind"), 500));
    expect(model.inputs.find(({ name }) => name === "town")?.levels).toEqual(["a", "b", "c", "late"]);
    expect(model.columns.find(({ column }) => column === "town")?.became).toContain("town=late");
    expect(model.notes).toContain(`Fitted to all ${rows} rows, in parts.`);
  });

  it("leaves steps as the sample taught them that do not learn in parts, and those before them", async () => {
    const some = await pipeline(impute(), encode(), pca({ nComponents: 3 }), scale(), ridge()).fit(
      sample.without("kind"),
      {
        target: "price",
      },
    );
    const { model, stays } = await fitInParts(some, inParts(whole.without("kind"), 500));
    expect(stays).toEqual(["impute", "encode", "pca"]);
    expect(model.notes).toContain("As a sample of them taught it stays: impute, encode, pca.");
  });

  it("leaves out rows without a target, and those of a class that the sample does not have", async () => {
    const features = whole.without("price");
    const odd = table([
      ...features.toRows().slice(0, 1500),
      { x: 1, size: 1, town: "a", kind: "never seen" },
      { x: 1, size: 1, town: "a", kind: null },
    ]);
    const some = await pipeline(impute(), encode(), gaussianNaiveBayes()).fit(features.head(1000), { target: "kind" });
    const { model, rows: learned } = await fitInParts(some, inParts(odd, 400));
    expect(learned).toBe(1500);
    expect(model.notes.filter((note) => note.startsWith("Of all rows"))).toEqual([
      "Of all rows 1 row without a target left out.",
      "Of all rows 1 row of classes that the sample does not have left out.",
    ]);
  });

  it("is refused of what does not learn in parts, or learns from other rows than there are", async () => {
    const options = { target: "kind" };
    for (const parts of [
      [boosting({ trees: 2 })],
      [impute(), encode(), oversample(), gaussianNaiveBayes()],
    ] satisfies Part[][]) {
      const some = await pipeline(...(parts as readonly Part[])).fit(sample.without("price"), options);
      expect(learnsInParts(some)).toBe(false);
      await expect(fitInParts(some, inParts(whole, 500))).rejects.toMatchObject({ code: "pipeline" });
    }
  });

  it("ends when it is told to", async () => {
    const some = await pipeline(impute(), encode(), ridge()).fit(sample.without("kind"), { target: "price" });
    const signal = AbortSignal.abort();
    await expect(fitInParts(some, inParts(whole, 500), { signal })).rejects.toThrow();
  });
});
