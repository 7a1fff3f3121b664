import { load, pipeline } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { extraTrees, type Model, randomForest } from "../../src/index.ts";
import { predictTrees } from "../../src/trees/predict-trees.ts";
import { treeMatrix } from "../../src/trees/tree-matrix.ts";
import { classesOf, fit, numbersOf } from "./fit.ts";
import { madeRows } from "./made-rows.ts";

const accuracy = async (model: Model, seed: number, missing = false): Promise<number> => {
  const train = madeRows(seed, 400, { missing });
  const test = madeRows(1000 + seed, 400, { missing });
  const { predict } = await fit(model, { table: train.table, target: classesOf(train.classes) }, seed);
  const says = await predict(test.table);
  const right = test.classes.filter((c, row) => {
    const shares = says.slice(3 * row, 3 * row + 3);
    return shares.indexOf(Math.max(...shares)) === c;
  });
  return right.length / 400;
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const explained = async (model: Model, seed: number): Promise<number> => {
  const [train, test] = [madeRows(seed, 400), madeRows(1000 + seed, 400)];
  const { predict } = await fit(model, { table: train.table, target: numbersOf(train.counts) }, seed);
  const says = await predict(test.table);
  const middle = mean(test.counts);
  const left = mean(test.counts.map((value, row) => (value - says[row]!) ** 2));
  return 1 - left / mean(test.counts.map((value) => (value - middle) ** 2));
};

const ofSeeds = async (score: (seed: number) => Promise<number>): Promise<number> => {
  let sum = 0;
  for (let seed = 1; seed <= 10; seed++) sum += await score(seed);
  return sum / 10;
};

describe("forests", () => {
  // scikit-learn 1.9.1 on the same rows, the mean of several seeds: recorded/record-forests.py.
  it.each([
    ["randomForest", randomForest({ trees: 60 }), false, 0.8557],
    ["randomForest, values missing,", randomForest({ trees: 60 }), true, 0.8008],
    ["extraTrees", extraTrees({ trees: 60 }), false, 0.8684],
    ["extraTrees, values missing,", extraTrees({ trees: 60 }), true, 0.7974],
  ] as const)("%s is right as often as scikit-learn's", async (_, model, missing, theirs) => {
    expect(Math.abs((await ofSeeds((seed) => accuracy(model, seed, missing))) - theirs)).toBeLessThan(0.012);
  });

  it.each([
    ["randomForest", randomForest, "squared", 0.9195],
    ["randomForest", randomForest, "poisson", 0.9186],
    ["randomForest", randomForest, "absolute", 0.9146],
    ["extraTrees", extraTrees, "squared", 0.9365],
    ["extraTrees", extraTrees, "poisson", 0.936],
    ["extraTrees", extraTrees, "absolute", 0.9338],
  ] as const)("%s explains by %s error as much as scikit-learn's", async (_, make, criterion, theirs) => {
    const model = make({ trees: 20, criterion, maxFeatures: 0.5 });
    expect(Math.abs((await ofSeeds((seed) => explained(model, seed))) - theirs)).toBeLessThan(0.01);
  });

  it.each([randomForest, extraTrees])(
    "of whole classes, numbers and missing values say the same in a graph",
    async (make) => {
      const { table, classes, two, numbers } = madeRows(5, 200, { missing: true });
      const column = (values: number[]) =>
        ({ kind: "numbers", name: "y", type: "integer", values: Float64Array.from(values) }) as const;
      for (const [task, target] of [
        ["classes", classes],
        ["classes", two],
        ["numbers", numbers],
      ] as const) {
        const rows = table.with([column(target)]);
        const model = await pipeline(make({ trees: 30 })).fit(rows, { target: "y", task, seed: 3 });
        const loaded = await load(await model.toOnnx());
        expect(await loaded.predict(table)).toEqual(await model.predict(table));
        if (task === "numbers") continue;
        const ours = (await model.probabilities(table)).values;
        for (const [i, value] of (await loaded.probabilities(table)).values.entries())
          expect(value).toBeCloseTo(ours[i]!, 12);
        for (const row of [0, 7]) {
          const one = table.take([row]);
          expect((await loaded.probabilities(one)).values).toEqual(
            (await loaded.probabilities(table)).values.slice(
              (row * ours.length) / 200,
              ((row + 1) * ours.length) / 200,
            ),
          );
        }
        await loaded.release();
      }
    },
  );

  it("are the same for the same seed, and others for another", async () => {
    const { table, two } = madeRows(6, 150);
    const says = async (seed: number) => {
      const { predict } = await fit(randomForest({ trees: 5 }), { table, target: classesOf(two) }, seed);
      return predict(table);
    };
    expect(await says(1)).toEqual(await says(1));
    expect(await says(1)).not.toEqual(await says(2));
  });

  it("are the same on one thread and on two", async () => {
    const { table, classes } = madeRows(6, 300, { missing: true });
    for (const make of [randomForest, extraTrees]) {
      const says = async (threads: number) => {
        const { predict } = await fit(make({ trees: 7, threads }), { table, target: classesOf(classes) });
        return predict(table);
      };
      expect(await says(2)).toEqual(await says(1));
    }
  });

  it("without a bootstrap count a row with weight 2 as two rows", async () => {
    const { table, numbers } = madeRows(8, 60);
    const twice = [...Array(60).keys(), 3, 4, 5];
    const weights = Float64Array.from({ length: 60 }, (_, row) => (row >= 3 && row < 6 ? 2 : 1));
    const model = randomForest({ trees: 3, bootstrap: false, maxDepth: 4 });
    const weighted = await fit(model, { table, target: numbersOf(numbers), weights });
    const repeated = await fit(model, {
      table: table.take(twice),
      target: numbersOf(twice.map((row) => numbers[row]!)),
    });
    const says = await repeated.predict(table);
    for (const [row, value] of (await weighted.predict(table)).entries()) expect(value).toBeCloseTo(says[row]!, 9);
  });

  it("have trees that add up to what they say", async () => {
    const { table, numbers } = madeRows(9, 100);
    const model = extraTrees({ trees: 7 });
    const { state, predict } = await fit(model, { table, target: numbersOf(numbers) });
    const sums = predictTrees(model.definition.trees!(state, model.options).ensemble, treeMatrix(table));
    for (const [row, value] of (await predict(table)).entries()) expect(sums[row]).toBeCloseTo(value, 9);
  });

  it("refuse rows none of which counts", async () => {
    const { table, numbers } = madeRows(1, 20);
    const training = { table, target: numbersOf(numbers), weights: new Float64Array(20) };
    for (const model of [randomForest(), extraTrees()])
      await expect(fit(model, training)).rejects.toThrow("the weights of all 20 are 0");
  });

  it("of columns that say nothing are a mean", async () => {
    const { table } = madeRows(1, 4);
    const flat = table
      .select("x0")
      .with([{ kind: "numbers", name: "x0", type: "number", values: new Float64Array(4) }]);
    for (const model of [randomForest({ bootstrap: false }), extraTrees()])
      expect(await (await fit(model, { table: flat, target: numbersOf([1, 2, 3, 6]) })).predict(flat)).toEqual([
        3, 3, 3, 3,
      ]);
  });

  it("part infinite values from others", async () => {
    const values = Float64Array.of(-Infinity, 1, 2, Infinity, 2, Infinity);
    const { table } = madeRows(1, 6);
    const odd = table.select("x0").with([{ kind: "numbers", name: "x0", type: "number", values }]);
    const target = numbersOf([5, 1, 1, 9, 1, 9]);
    for (const model of [randomForest({ bootstrap: false }), extraTrees({ trees: 20 })]) {
      const says = await (await fit(model, { table: odd, target })).predict(odd);
      for (const [row, value] of [5, 1, 1, 9, 1, 9].entries()) expect(says[row]).toBeCloseTo(value, 9);
    }
  });
});
