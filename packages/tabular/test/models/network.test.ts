import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import type { Target } from "../../src/contract/target.ts";
import { load, type NetworkOptions, network, pipeline, ridge, table } from "../../src/index.ts";
import { fit } from "./fit.ts";

const random = seededRandom(11);
const list = <T>(rows: number, make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
const small = (given: NetworkOptions = {}) => network({ members: 4, hidden: [32], epochs: 30, rate: 0.005, ...given });

const numbers = (values: ArrayLike<number>): Target => ({ task: "numbers", values: Float64Array.from(values) });
const classes = (codes: ArrayLike<number>, names: readonly string[]): Target => ({
  task: "classes",
  classes: names,
  codes: Int32Array.from(codes),
});

/** y = |x| + a step at 1: nothing that a line knows. */
const bent = (rows: number) => {
  const x = list(rows, () => 2 * normal(random));
  const noise = list(rows, () => normal(random));
  return { rows: table({ x, noise }), y: x.map((x) => Math.abs(x) + (x > 1 ? 2 : 0)) };
};

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

const errorOf = (said: readonly number[], y: readonly number[]): number =>
  rootMeanSquare(said.map((value, row) => value - y[row]!));

describe("network", () => {
  it("learns a bend and a step, at a quarter of a line's error", async () => {
    const [train, test] = [bent(600), bent(300)];
    const mine = await fit(small(), { table: train.rows, target: numbers(train.y) });
    const line = await fit(ridge(), { table: train.rows, target: numbers(train.y) });
    const [error, ofLine] = [
      errorOf(await mine.predict(test.rows), test.y),
      errorOf(await line.predict(test.rows), test.y),
    ];
    expect(error).toBeLessThan(0.25 * ofLine);
  });

  it("tells three classes of rings apart, where no line does", async () => {
    const points = list(900, () => [3 * (random() - 0.5), 3 * (random() - 0.5)] as const);
    const codes = points.map(([a, b]) => (Math.hypot(a, b) < 0.7 ? 0 : Math.hypot(a, b) < 1.2 ? 1 : 2));
    const rows = table({ a: points.map(([a]) => a), b: points.map(([, b]) => b) });
    const first = Int32Array.from({ length: 600 }, (_, row) => row);
    const { predict } = await fit(small(), {
      table: rows.take(first),
      target: classes(codes.slice(0, 600), ["in", "ring", "out"]),
    });
    const said = await predict(rows.take(first.map((row) => 600 + row).subarray(0, 300)));
    const right = list(
      300,
      (row) => said[3 * row + codes[600 + row]!]! === Math.max(...said.slice(3 * row, 3 * row + 3)),
    );
    expect(right.filter(Boolean).length).toBeGreaterThan(270);
  });

  it("takes texts and gaps as they are; an unseen level and a rare one are in between", async () => {
    const level = list(400, (row) => (row === 0 ? "once" : row % 2 ? "low" : "high"));
    const x = list(400, (row) => (row % 7 === 3 ? null : row % 7));
    const y = level.map((level, row) => (level === "high" ? 10 : 0) + (x[row] === null ? 4 : 0));
    const { predict } = await fit(small(), { table: table({ level, x }), target: numbers(y) });
    const [high, low, gap, other, once] = await predict(
      table({ level: ["high", "low", "low", "nobody", "once"], x: [1, 1, null, 1, 1] }),
    );
    expect(Math.abs(high! - 10)).toBeLessThan(1.5);
    expect(Math.abs(low!)).toBeLessThan(1.5);
    expect(Math.abs(gap! - 4)).toBeLessThan(1.5);
    expect(other).toBe(once);
    expect(other!).toBeGreaterThan(low!);
    expect(other!).toBeLessThan(high!);
  });

  it("learns what each of 200 levels is worth, by an embedding", async () => {
    const level = list(2000, (row) => `level ${row % 200}`);
    const worth = list(200, () => normal(random));
    const { predict } = await fit(small({ epochs: 60, rate: 0.01 }), {
      table: table({ level }),
      target: numbers(level.map((_, row) => worth[row % 200]! + 0.1 * normal(random))),
    });
    const said = await predict(table({ level: level.slice(0, 200) }));
    expect(errorOf(said, worth)).toBeLessThan(0.4);
    expect((await predict(table({ level: ["level 200"] }))).every(Number.isFinite)).toBe(true);
  });

  it("answers infinite values and columns of one value, and stays within the numbers it has seen", async () => {
    const x = list(60, (row) => (row === 5 ? Infinity : row));
    const y = list(60, (row) => row);
    const { predict } = await fit(small(), { table: table({ x, same: list(60, () => 7) }), target: numbers(y) });
    const said = await predict(table({ x: [-Infinity, Infinity, 1e300, null], same: [7, -1e9, null, 3] }));
    for (const value of said) expect(value >= 0 && value <= 59).toBe(true);
    const { predict: constant } = await fit(small({ epochs: 2 }), {
      table: table({ same: list(20, () => "a") }),
      target: numbers(list(20, (row) => row)),
    });
    expect((await constant(table({ same: ["a", "b"] }))).every(Number.isFinite)).toBe(true);
  });

  it("follows weights, and leaves out rows that have none", async () => {
    const x = list(200, (row) => (row % 10) / 10);
    const target = classes(
      list(200, (row) => (row >= 100 ? 1 : 0)),
      ["a", "b"],
    );
    const share = async (weights: Float64Array) => {
      const { predict } = await fit(small({ epochs: 40, rate: 0.01 }), { table: table({ x }), target, weights });
      return (await predict(table({ x: [0.5] })))[1]!;
    };
    const heavy = await share(Float64Array.from({ length: 200 }, (_, row) => (row >= 100 ? 9 : 1)));
    expect(Math.abs(heavy - 0.9)).toBeLessThan(0.04);
    expect(await share(Float64Array.from({ length: 200 }, (_, row) => (row >= 100 ? 0 : 1)))).toBeLessThan(0.1);
  });

  it("learns the same bits from the same seed, and others from another", async () => {
    const { rows, y } = bent(100);
    const say = async (seed: number) => {
      const { predict } = await fit(small({ epochs: 3 }), { table: rows, target: numbers(y) }, seed);
      return predict(rows.head(5));
    };
    expect(await say(4)).toEqual(await say(4));
    expect(await say(4)).not.toEqual(await say(5));
  });

  it("holds rows of a group out together: what only the group tells is not learned as if it were general", async () => {
    // Each group has a level of its own in x, and a class drawn by a coin.
    const coin = list(40, () => (random() < 0.5 ? 0 : 1));
    const groups = Int32Array.from({ length: 400 }, (_, row) => Math.floor(row / 10));
    const rows = table({ x: Array.from(groups, (group) => group + 0.01 * random()) });
    const target = classes(
      Array.from(groups, (group) => coin[group]!),
      ["a", "b"],
    );
    const sure = async (own: Int32Array | undefined) => {
      const { predict } = await fit(small({ epochs: 60, rate: 0.01, bins: 40 }), { table: rows, target, groups: own });
      const said = await predict(rows);
      return Array.from(coin.keys(), (group) => Math.abs(said[20 * group]! - 0.5)).reduce((a, b) => a + b, 0) / 40;
    };
    expect(await sure(groups)).toBeLessThan(0.6 * (await sure(undefined)));
  });

  it("stops where it is told to, and says how far it is", async () => {
    const { rows, y } = bent(100);
    const brake = new AbortController();
    const seen: number[] = [];
    const onProgress = (done: number) => {
      seen.push(done);
      if (seen.length === 3) brake.abort();
    };
    const { definition, options } = small();
    const context = createContext(1, { signal: brake.signal, onProgress });
    await expect((async () => definition.fit({ table: rows, target: numbers(y) }, options, context))()).rejects.toThrow(
      /abort/i,
    );
    expect(seen).toEqual([1 / 30, 2 / 30, 3 / 30]);
  });

  it("refuses what it cannot hold out rows of", async () => {
    await expect(fit(small(), { table: table({ x: [1] }), target: numbers([1]) })).rejects.toThrow("needs two rows");
  });

  it("says from its file what it says in process, of gaps, unseen levels and numbers beyond", async () => {
    const plan = list(300, (row) => ["basic", "pro", "constructor", null][row % 4]!);
    const city = list(300, (row) => `city ${row % 120}`);
    const age = list(300, (row) => (row % 7 === 0 ? null : 20 + (row % 50)));
    const label = list(300, (row) => (["yes", "no", "maybe"] as const)[(row % 4) % 3]!);
    const train = table({ plan, city, age, flag: list(300, (row) => row % 3 === 0), label });
    const model = await pipeline(small({ epochs: 4 })).fit(train, { target: "label", seed: 2 });
    const saved = await load(await model.toOnnx());
    const odd = table({
      plan: ["basic", "__proto__", null, "pro"],
      city: ["city 7", "city 120", null, "city 119"],
      age: [null, -1e12, 1e300, 30],
      flag: [true, false, null, true],
    });
    for (const rows of [train.without("label"), odd]) {
      const [here, there] = [await model.probabilities(rows), await saved.probabilities(rows)];
      expect(there.classes).toEqual(here.classes);
      for (const [i, value] of here.values.entries()) expect(Math.abs(value - there.values[i]!)).toBeLessThan(1e-6);
      expect(await saved.predict(rows)).toEqual(await model.predict(rows));
    }
  });
});
