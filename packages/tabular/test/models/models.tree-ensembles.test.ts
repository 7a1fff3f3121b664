import { describe, expect, it } from "vitest";
import { adaBoost, bagging, isolationForest, kNearest, type Model } from "../../src/index.ts";
import { classesOf, fit, numbersOf } from "./fit.ts";
import { madeRows } from "./made-rows.ts";
import recorded from "./recorded/tree-ensembles.json" with { type: "json" };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const ofSeeds = async (score: (seed: number) => Promise<number>): Promise<number> => {
  let sum = 0;
  for (let seed = 1; seed <= 10; seed++) sum += await score(seed);
  return sum / 10;
};

const rightOf = (says: readonly number[], codes: readonly number[], classes: number): number =>
  mean(
    codes.map((code, row) => {
      const shares = says.slice(classes * row, classes * (row + 1));
      return shares.indexOf(Math.max(...shares)) === code ? 1 : 0;
    }),
  );

describe("adaBoost", () => {
  for (const { target, options, weighted, predicted, importances } of recorded.classes)
    it(`says of ${target}${weighted ? ", weighted," : ""} what scikit-learn's says`, async () => {
      const train = madeRows(7, 300);
      const model = adaBoost(options);
      const { state, predict } = await fit(model, {
        table: train.table,
        target: classesOf(train[target as "two" | "classes"]),
        ...(weighted ? { weights: train.weights } : {}),
      });
      for (const [i, value] of (await predict(madeRows(99, 40).table)).entries())
        expect(value).toBeCloseTo(predicted[i]!, 7);
      const parts = model.definition.importances!(state, model.options);
      for (const [i, part] of parts.entries()) expect(part).toBeCloseTo(importances[i]!, 7);
    });

  it.each(["linear", "square", "exponential"] as const)(
    "explains numbers by %s loss as scikit-learn's does",
    async (loss) => {
      const model = adaBoost({ trees: 30, maxDepth: 4, loss });
      const ours = await ofSeeds(async (seed) => {
        const [train, test] = [madeRows(seed, 400), madeRows(1000 + seed, 400)];
        const { predict } = await fit(model, { table: train.table, target: numbersOf(train.numbers) }, seed);
        const says = await predict(test.table);
        const middle = mean(test.numbers);
        return (
          1 -
          mean(test.numbers.map((value, row) => (value - says[row]!) ** 2)) /
            mean(test.numbers.map((value) => (value - middle) ** 2))
        );
      });
      expect(Math.abs(ours - recorded.numbers[loss])).toBeLessThan(0.01);
    },
  );

  it("refuses columns that say nothing about the classes", async () => {
    const { table } = madeRows(1, 4);
    const flat = table
      .select("x0")
      .with([{ kind: "numbers", name: "x0", type: "number", values: new Float64Array(4) }]);
    await expect(fit(adaBoost(), { table: flat, target: classesOf([0, 1, 0, 1]) })).rejects.toThrow(
      "better than a guess",
    );
  });
});

describe("isolationForest", () => {
  it.each([
    ["usual", false, { trees: 200 }],
    ["missing", true, { trees: 200 }],
    ["few", false, { trees: 200, maxSamples: 30, maxFeatures: 3, bootstrap: true }],
  ] as const)("scores rows as scikit-learn's does: %s", async (name, missing, options) => {
    const { table } = madeRows(7, 300, { missing });
    const test = madeRows(99, 40, { missing }).table;
    const sums = new Float64Array(40);
    for (let seed = 1; seed <= 10; seed++) {
      const { predict } = await fit(isolationForest(options), { table, target: { task: "anomalies" } }, seed);
      for (const [row, score] of (await predict(test)).entries()) sums[row]! += score / 10;
    }
    for (const [row, score] of recorded.isolation[name].entries())
      expect(Math.abs(sums[row]! - score)).toBeLessThan(0.012);
  });

  it("finds the row that is alone", async () => {
    const { table } = madeRows(3, 200);
    const values = table.data[2]!.kind === "numbers" ? table.data[2]!.values.slice() : new Float64Array(200);
    values[17] = 1000;
    const odd = table.with([{ kind: "numbers", name: "x2", type: "number", values }]);
    const { predict } = await fit(isolationForest(), { table: odd, target: { task: "anomalies" } });
    const scores = await predict(odd);
    expect(scores.indexOf(Math.max(...scores))).toBe(17);
  });
});

describe("bagging", () => {
  const right = (model: Model): Promise<number> =>
    ofSeeds(async (seed) => {
      const [train, test] = [madeRows(seed, 400), madeRows(1000 + seed, 400)];
      const { predict } = await fit(model, { table: train.table, target: classesOf(train.classes) }, seed);
      return rightOf(await predict(test.table), test.classes, 3);
    });

  it("of trees and of neighbours is right as often as scikit-learn's", async () => {
    expect(Math.abs((await right(bagging({ members: 20 }))) - recorded.bagging.trees)).toBeLessThan(0.012);
    const neighbours = bagging({ of: kNearest({ k: 3 }), members: 20, maxSamples: 0.5, maxFeatures: 4 });
    expect(Math.abs((await right(neighbours)) - recorded.bagging.neighbours)).toBeLessThan(0.012);
  });

  it("balances classes, and no numbers", async () => {
    const { table, numbers } = madeRows(1, 20);
    const training = { table, target: numbersOf(numbers) };
    await expect(fit(bagging({ balanced: true }), training)).rejects.toThrow("`balanced` of bagging is for classes");
  });

  it("balanced finds more of a rare class", async () => {
    const train = madeRows(11, 600);
    const test = madeRows(12, 600);
    const rare = (sums: readonly number[]) => sums.map((sum) => (sum > 190 ? 1 : 0));
    const found = async (balanced: boolean): Promise<number> => {
      const model = bagging({ balanced, members: 20 });
      const { predict } = await fit(model, { table: train.table, target: classesOf(rare(train.numbers)) });
      const says = await predict(test.table);
      const own = [...rare(test.numbers).entries()].filter(([, code]) => code === 1);
      return mean(own.map(([row]) => (says[2 * row + 1]! > 0.5 ? 1 : 0)));
    };
    expect(await found(true)).toBeGreaterThan((await found(false)) + 0.05);
  });
});
