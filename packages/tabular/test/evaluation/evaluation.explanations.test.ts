import { normal, seededRandom } from "@kaviar/base/random";
import { mse, rocAuc } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import {
  gaussianNaiveBayes,
  kernelShap,
  kNearest,
  lda,
  linearRegression,
  oneHot,
  type Predictor,
  partialDependence,
  permutationImportance,
  pipeline,
  type Table,
  table,
} from "../../src/index.ts";

const rows = 400;

/** y = 3a − 2b + 5 for "red" rows; c says nothing. */
const sample = (seed = 1) => {
  const random = seededRandom(seed);
  const draw = () => Float64Array.from({ length: rows }, () => normal(random));
  const [a, b, c] = [draw(), draw(), draw()];
  const colour = Array.from({ length: rows }, () => (random() < 0.5 ? "red" : "blue"));
  const y = a.map((value, row) => 3 * value - 2 * b[row]! + (colour[row] === "red" ? 5 : 0));
  return table({ a, b, c, colour, y });
};

const linear = () => pipeline(oneHot(), linearRegression()).fit(sample(), { target: "y" });

describe("permutationImportance", () => {
  it("is twice what a term varies, in squared errors of a line that fits", async () => {
    const found = await permutationImportance(await linear(), sample(2), { metric: mse, repeats: 8, seed: 3 });
    expect(found.map(({ column }) => column)).toEqual(["a", "b", "c", "colour"]);
    // 2 w² Var x: of a category that half of the rows have 2 · 5² / 4.
    for (const [i, expected] of [18, 8, 0, 12.5].entries()) {
      expect(Math.abs(found[i]!.mean - expected)).toBeLessThan(0.2 * expected + 1e-9);
      expect(found[i]!.interval.low).toBeLessThanOrEqual(found[i]!.mean);
      expect(found[i]!.drops).toHaveLength(8);
    }
  });

  it("ends its interval where the metric can fall no further", async () => {
    const odd = table({
      x: Array.from({ length: 8 }, (_, i) => i),
      y: Array.from({ length: 8 }, (_, i) => (i < 4 ? "a" : "b")),
    });
    const model = await pipeline(lda()).fit(odd, { target: "y" });
    const [found] = await permutationImportance(model, odd, { repeats: 3, seed: 2 });
    expect(found!.std).toBeGreaterThan(0);
    expect(found!.interval.high).toBeLessThanOrEqual(1);
    expect(found!.interval.low).toBeGreaterThanOrEqual(0);
  });

  it("is the same for the same seed, and above 0 where less is worse", async () => {
    const rows = sample().without("y");
    const yes = table({
      ...columnsOf(rows),
      answer: rows
        .column("a")
        .toArray()
        .map((a) => (Number(a) > 0 ? "yes" : "no")),
    });
    const model = await pipeline(oneHot(), gaussianNaiveBayes()).fit(yes, { target: "answer" });
    const drops = async () => (await permutationImportance(model, yes, { metric: rocAuc })).map(({ drops }) => drops);
    expect(await drops()).toEqual(await drops());
    expect((await drops())[0]!.every((drop) => drop > 0.3)).toBe(true);
  });
});

const columnsOf = (from: Table) => Object.fromEntries(from.columns.map((name) => [name, from.column(name).toArray()]));

describe("partialDependence", () => {
  it("is a line for a line, and knows each row", async () => {
    const model = await linear();
    const asked = sample(2);
    const { points, mean, individual } = await partialDependence(model, asked, { column: "a", points: 7 });
    const said = (await model.predict(asked)) as Float64Array;
    const average = said.reduce((sum, value) => sum + value, 0) / rows;
    const a = asked.column("a").toArray() as number[];
    const middle = a.reduce((sum, value) => sum + value, 0) / rows;
    expect(points).toHaveLength(7);
    for (const [p, [value]] of points.entries()) {
      expect(mean[p]).toBeCloseTo(average + 3 * (Number(value) - middle), 8);
      expect(individual[5 * 7 + p]).toBeCloseTo(said[5]! + 3 * (Number(value) - a[5]!), 8);
    }
  });

  it("takes texts, two columns and values of one's own", async () => {
    const model = await linear();
    const { points, mean } = await partialDependence(model, sample(2), {
      column: ["colour", "b"],
      values: [
        ["red", "blue"],
        [0, 1],
      ],
    });
    expect(points).toEqual([
      ["red", 0],
      ["red", 1],
      ["blue", 0],
      ["blue", 1],
    ]);
    expect(mean[0]! - mean[2]!).toBeCloseTo(5, 8);
    expect(mean[1]! - mean[0]!).toBeCloseTo(-2, 8);
  });

  it("refuses a column that is none of the model's", async () => {
    await expect(partialDependence(await linear(), sample(), { column: "y" })).rejects.toThrow("from `y`");
  });
});

/** Shapley's value of each column by its definition: over all orders in which columns become known. */
const byDefinition = async (model: Predictor, row: Table, background: Table): Promise<number[]> => {
  const { columns } = row;
  const worth = async (known: readonly string[]): Promise<number> => {
    const filled = background.with(known.map((name) => row.take(new Int32Array(background.rows)).column(name).data));
    const said = (await model.predict(filled)) as Float64Array;
    return said.reduce((sum, value) => sum + value, 0) / said.length;
  };
  const orders = (left: readonly string[]): string[][] =>
    left.length === 0
      ? [[]]
      : left.flatMap((name) => orders(left.filter((each) => each !== name)).map((rest) => [name, ...rest]));
  const sums = new Map(columns.map((name) => [name, 0]));
  const all = orders(columns);
  for (const order of all)
    for (const [i, name] of order.entries())
      sums.set(name, sums.get(name)! + (await worth(order.slice(0, i + 1))) - (await worth(order.slice(0, i))));
  return columns.map((name) => sums.get(name)! / all.length);
};

describe("kernelShap", () => {
  it("is Shapley's value where all coalitions are tried", async () => {
    const model = await pipeline(oneHot(), kNearest({ k: 3 })).fit(sample(), { target: "y" });
    const asked = sample(2).without("y").head(2);
    const background = sample(3).without("y").head(5);
    const { columns, base, values } = await kernelShap(model, asked, { background });
    expect(columns).toEqual(["a", "b", "c", "colour"]);
    for (const row of [0, 1]) {
      const expected = await byDefinition(model, asked.take([row]), background);
      const own = [...values.subarray(4 * row, 4 * row + 4)];
      for (const [c, value] of own.entries()) expect(value).toBeCloseTo(expected[c]!, 9);
      const said = (await model.predict(asked.take([row]))) as Float64Array;
      expect(base + own.reduce((a, b) => a + b)).toBeCloseTo(said[0]!, 9);
    }
  });

  it("is exact for a line of many columns, whichever coalitions are drawn", async () => {
    const random = seededRandom(4);
    const names = Array.from({ length: 14 }, (_, c) => `x${c}`);
    const x = names.map(() => Float64Array.from({ length: 60 }, () => normal(random)));
    const y = Float64Array.from({ length: 60 }, (_, row) => x.reduce((sum, column, c) => sum + c * column[row]!, 0));
    const all = table({ ...Object.fromEntries(names.map((name, c) => [name, x[c]!])), y });
    const model = await pipeline(linearRegression()).fit(all, { target: "y" });
    const background = all.without("y").take([10, 11, 12]);
    const { values } = await kernelShap(model, all.without("y").head(1), { background, samples: 200, seed: 2 });
    for (const [c, column] of x.entries())
      expect(values[c]).toBeCloseTo(c * (column[0]! - (column[10]! + column[11]! + column[12]!) / 3), 6);
  });
});
