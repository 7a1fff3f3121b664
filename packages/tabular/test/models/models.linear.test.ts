import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import type { Model } from "../../src/contract/model.ts";
import type { Target } from "../../src/contract/target.ts";
import {
  elasticNet,
  lasso,
  linearRegression,
  linearSvm,
  logisticRegression,
  pipeline,
  ridge,
  sgd,
  svm,
  table,
} from "../../src/index.ts";
import { classesOf, fit, numbersOf, tableOfRows } from "./fit.ts";

const random = seededRandom(1);
const cloud = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => normal(random)));

const rows = cloud(120, 4);
const line = rows.map(([a, b]) => 2 * a! - b! + 0.1 * normal(random));
const bands = rows.map(([a, b]) => (a! + b! < -0.6 ? 0 : a! + b! < 0.6 ? 1 : 2));

const classifiers: readonly (readonly [string, () => Model])[] = [
  ["ridge", () => ridge()],
  ["logisticRegression", () => logisticRegression()],
  ["logisticRegression, l1", () => logisticRegression({ l1Ratio: 1 })],
  ["sgd", () => sgd()],
  ["linearSvm", () => linearSvm()],
  ["linearSvm, hinge", () => linearSvm({ loss: "hinge" })],
  ["svm", () => svm()],
];

describe.each(classifiers)("%s", (_, make) => {
  it("says the one class that there is", async () => {
    const only: Target = { task: "classes", classes: ["a", "b"], codes: new Int32Array(3).fill(1) };
    const { predict } = await fit(make(), { table: tableOfRows(rows.slice(0, 3)), target: only });
    expect(await predict(tableOfRows(rows.slice(0, 2)))).toEqual([0, 1, 0, 1]);
  });

  it("gives a class that no row has a probability of 0, and leaves the others as they are", async () => {
    const two = bands.map((band) => Math.min(band, 1));
    const codes = Int32Array.from(two, (code) => 2 * code);
    const target: Target = { task: "classes", classes: ["a", "b", "c"], codes };
    const data = tableOfRows(rows);
    const spread = await (await fit(make(), { table: data, target })).predict(data);
    const plain = await (await fit(make(), { table: data, target: classesOf(two) })).predict(data);
    expect(spread.filter((_, i) => i % 3 === 1).every((share) => share === 0)).toBe(true);
    expect(spread.filter((_, i) => i % 3 !== 1)).toEqual(plain);
  });

  it("learns most of three bands, and leaves out rows without weight", async () => {
    const data = tableOfRows(rows);
    const weights = Float64Array.from(rows, (_, row) => (row < 100 ? 1 : 0));
    const wrong = classesOf(bands.map((band, row) => (row < 100 ? band : 2 - band)));
    const weighed = await (await fit(make(), { table: data, target: wrong, weights })).predict(data);
    const some = data.head(100);
    const alone = await (await fit(make(), { table: some, target: classesOf(bands.slice(0, 100)) })).predict(data);
    expect(weighed).toEqual(alone);
    const right = bands.filter((band, row) => {
      const own = weighed.slice(3 * row, 3 * row + 3);
      return own.indexOf(Math.max(...own)) === band;
    });
    expect(right.length).toBeGreaterThan(0.6 * bands.length);
  });
});

describe("linearRegression", () => {
  it("goes through every row where there are more columns than rows, by the shortest coefficients", async () => {
    const wide = cloud(6, 20);
    const y = [1, -2, 3, 0.5, 4, -1];
    const { predict, state } = await fit(linearRegression({ fitIntercept: false }), {
      table: tableOfRows(wide),
      target: numbersOf(y),
    });
    for (const [i, said] of (await predict(tableOfRows(wide))).entries()) expect(said).toBeCloseTo(y[i]!, 10);
    // The shortest solution is a sum of rows: what is orthogonal to all rows has no part in it.
    const { coefficients } = state as { coefficients: Float64Array };
    const ridged = await fit(ridge({ alpha: 1e-9, fitIntercept: false }), {
      table: tableOfRows(wide),
      target: numbersOf(y),
    });
    for (const [j, w] of (ridged.state as typeof state & { coefficients: Float64Array }).coefficients.entries())
      expect(coefficients[j]).toBeCloseTo(w, 6);
  });

  it("counts a column by its coefficient, and a constant one not at all", async () => {
    const model = linearRegression();
    const data = tableOfRows(rows.map(([a, b]) => [a!, b!, 7]));
    const { state } = await fit(model, { table: data, target: numbersOf(rows.map(([a, b]) => 2 * a! - b!)) });
    const [a, b, constant] = model.definition.importances!(state, model.options);
    expect(a).toBeCloseTo(2, 10);
    expect(b).toBeCloseTo(1, 10);
    expect(constant).toBe(0);
  });
});

describe("lasso and elasticNet", () => {
  it("say the mean where coefficients cost more than they can gain: alpha above max |xᵀy| / n", async () => {
    const mean = line.reduce((a, b) => a + b, 0) / line.length;
    const data = tableOfRows(rows);
    for (const model of [lasso({ alpha: 100 }), elasticNet({ alpha: 200 })]) {
      const { predict } = await fit(model, { table: data, target: numbersOf(line) });
      expect((await predict(data))[5]).toBeCloseTo(mean, 12);
    }
  });

  it("keep the conditions of the optimum: |xᵀr| / n is alpha where a coefficient is not 0, else at most that", async () => {
    const alpha = 0.05;
    const { state, predict } = await fit(lasso({ alpha }), { table: tableOfRows(rows), target: numbersOf(line) });
    const { coefficients } = state as { coefficients: Float64Array };
    const said = await predict(tableOfRows(rows));
    for (const [j, w] of coefficients.entries()) {
      const pull = rows.reduce((sum, row, i) => sum + row[j]! * (line[i]! - said[i]!), 0) / rows.length;
      if (w === 0) expect(Math.abs(pull)).toBeLessThanOrEqual(alpha);
      else expect(pull).toBeCloseTo(alpha * Math.sign(w), 10);
    }
  });
});

describe("a fit that stops before it is done", () => {
  const data = table({
    ...Object.fromEntries(rows[0]!.map((_, c) => [`x${c}`, rows.map((row) => row[c]!)])),
    y: bands.map((band) => `band ${band}`),
  });
  it.each([
    ["logisticRegression", logisticRegression({ maxIter: 2 })],
    ["logisticRegression", logisticRegression({ maxIter: 1, l1Ratio: 1 })],
    ["linearSvm", linearSvm({ maxIter: 2 })],
    ["linearSvm", linearSvm({ maxIter: 2, loss: "hinge" })],
    ["svm", svm({ maxIter: 3 })],
    ["sgd", sgd({ maxIter: 2 })],
  ])("says so: %s", async (name, model) => {
    const { notes } = await pipeline(model).fit(data, { target: "y", seed: 1 });
    expect(notes.at(-1)).toMatch(new RegExp(`^${name} stopped after \\d rounds?, before it was done`));
  });

  it("is silent otherwise", async () => {
    const { notes } = await pipeline(logisticRegression()).fit(data, { target: "y", seed: 1 });
    expect(notes).toEqual(["y is taken for classes: it holds texts."]);
  });
});

describe("sgd", () => {
  it("is as good as the optimum within 3 points, in each of 10 seeds, also by an early end", async () => {
    const target = classesOf(bands.map((band) => Math.min(band, 1)));
    const data = tableOfRows(rows);
    for (const model of [sgd({ loss: "log" }), sgd({ loss: "log", earlyStopping: true, average: true })])
      for (let seed = 0; seed < 10; seed++) {
        const said = await (await fit(model, { table: data, target }, seed)).predict(data);
        const right = bands.filter((band, row) => said[2 * row + 1]! > 0.5 === band > 0);
        expect(right.length / bands.length).toBeGreaterThan(0.92);
      }
  });

  it("refuses a loss that makes nothing of numbers, and steps that lead out of all bounds", async () => {
    const data = tableOfRows(rows.map((row) => row.map((value) => 1e160 * value)));
    await expect(fit(sgd({ loss: "hinge" }), { table: data, target: numbersOf(line) })).rejects.toThrow(
      "sgd's loss `hinge` is none for numbers.",
    );
    await expect(fit(sgd({ rate: 10 }), { table: data, target: numbersOf(line) })).rejects.toThrow(
      "sgd went out of all bounds",
    );
  });
});

describe("linearSvm", () => {
  it("refuses a loss of the other task", async () => {
    const data = tableOfRows(rows);
    await expect(fit(linearSvm({ loss: "hinge" }), { table: data, target: numbersOf(line) })).rejects.toThrow(
      "linearSvm's loss `hinge` is none for numbers.",
    );
  });
});

describe("svm", () => {
  it("has the margin of its support vectors: two points apart by 2 are parted halfway, with scores of −1 and 1", async () => {
    const data = tableOfRows([[-1], [1]]);
    const { predict } = await fit(svm({ kernel: "linear", c: 100 }), { table: data, target: classesOf([0, 1]) });
    const said = await predict(tableOfRows([[-1], [0], [1]]));
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    expect(said[1]).toBeCloseTo(sigmoid(-1), 8);
    expect(said[3]).toBeCloseTo(0.5, 8);
    expect(said[5]).toBeCloseTo(sigmoid(1), 8);
  });

  it("ends when it is told to", async () => {
    const model = svm();
    const training = { table: tableOfRows(rows), target: numbersOf(line) };
    const context = createContext(1, { signal: AbortSignal.abort() });
    await expect((async () => model.definition.fit(training, model.options, context))()).rejects.toThrow();
  });
});

describe("coefficients that must not be negative", () => {
  const draw = seededRandom(8);
  const coefficientsOf = async (model: Model, x: readonly (readonly number[])[], y: readonly number[]) =>
    ((await fit(model, { table: tableOfRows(x), target: numbersOf(y) })).state as { coefficients: Float64Array })
      .coefficients;

  it.each([
    [200, 12, 0],
    [30, 60, 0],
    [200, 30, 5],
    [40, 80, 5],
  ])(
    "are the best there are: the slope is 0 along those above 0, and down along none (%i × %i, alpha %i)",
    async (n, p, alpha) => {
      // Columns in groups, of units that are a million apart.
      const x = Array.from({ length: n }, () => {
        const shared = [0, 1, 2].map(() => normal(draw));
        return Array.from({ length: p }, (_, j) => (normal(draw) + 2 * shared[j % 3]!) * 10 ** ((j % 7) - 3));
      });
      const y = x.map((row) => row[0]! * 1e3 - row[1]! * 1e2 + row[2]! * 20 + normal(draw));
      const w = await coefficientsOf(
        alpha > 0 ? ridge({ alpha, positive: true }) : linearRegression({ positive: true, tol: 1e-13 }),
        x,
        y,
      );
      expect(w.every((value) => value >= 0)).toBe(true);
      const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / n;
      const columns = Array.from({ length: p }, (_, j) => {
        const own = x.map((row) => row[j]!);
        return own.map((value) => value - mean(own));
      });
      const rest = y.map((value, i) => value - mean(y) - columns.reduce((sum, own, j) => sum + own[i]! * w[j]!, 0));
      const size = Math.hypot(...y);
      for (const [j, own] of columns.entries()) {
        const slope =
          (own.reduce((sum, value, i) => sum + value * rest[i]!, 0) - alpha * w[j]!) / (Math.hypot(...own) * size);
        expect(slope).toBeLessThan(1e-9);
        if (w[j]! > 0) expect(Math.abs(slope)).toBeLessThan(1e-9);
      }
    },
  );

  it("are all 0 where each would be negative, and the mean is said", async () => {
    const x = Array.from({ length: 20 }, (_, i) => [i, 2 * i]);
    const model = linearRegression({ positive: true });
    const { predict } = await fit(model, { table: tableOfRows(x), target: numbersOf(x.map(([a]) => -a!)) });
    expect(await predict(tableOfRows(x.slice(0, 2)))).toEqual([-9.5, -9.5]);
  });

  it("are those of classes too, and those of least squares where these are not negative", async () => {
    const { state } = await fit(ridge({ positive: true }), { table: tableOfRows(rows), target: classesOf(bands) });
    expect((state as { coefficients: Float64Array }).coefficients.every((value) => value >= 0)).toBe(true);
    const y = rows.map(([a, b]) => 2 * a! + b!);
    const [free, bound] = await Promise.all(
      [false, true].map((positive) =>
        coefficientsOf(
          linearRegression({ positive }),
          rows.map((row) => row.slice(0, 2)),
          y,
        ),
      ),
    );
    expect(Math.max(...free!.map((value, i) => Math.abs(value - bound![i]!)))).toBeLessThan(1e-12);
  });
});
