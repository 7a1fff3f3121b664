import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import type { Training } from "../../src/contract/training.ts";
import { type BoostingOptions, boosting } from "../../src/models/boosting.ts";
import { table } from "../../src/table/index.ts";
import { classesOf, fit, numbersOf } from "./fit.ts";

const list = <T>(rows: number, make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));

const meanError = (said: readonly number[], wanted: readonly number[]): number =>
  said.reduce((sum, value, i) => sum + Math.abs(value - wanted[i]!), 0) / said.length;

describe("boosting", () => {
  it("rises along an increasing column and falls along a decreasing one, where the noise does not", async () => {
    const random = seededRandom(5);
    const rows = 2000;
    const [up, down, free] = [0, 0, 0].map(() => list(rows, () => random()));
    const target = numbersOf(list(rows, (i) => up![i]! - down![i]! + Math.sin(9 * free![i]!) + normal(random)));
    const data = { table: table({ up: up!, down: down!, free: free! }), target };
    const grid = list(101, (i) => i / 100);
    const along = async (options: BoostingOptions, column: string): Promise<number[]> => {
      const { predict } = await fit(boosting({ leaves: 63, minLeaf: 5, ...options }), data);
      const still = { up: grid.map(() => 0.4), down: grid.map(() => 0.6), free: grid.map(() => 0.2) };
      return predict(table({ ...still, [column]: grid }));
    };
    const steps = (values: readonly number[]): number[] => values.slice(1).map((value, i) => value - values[i]!);
    const options = { increasing: ["up"], decreasing: ["down"] };
    expect(Math.min(...steps(await along(options, "up")))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...steps(await along(options, "down")))).toBeLessThanOrEqual(0);
    expect(Math.min(...steps(await along({}, "up")))).toBeLessThan(0);
  });

  it("uses on one path only columns of one group", async () => {
    const random = seededRandom(6);
    const columns = Object.fromEntries(["a", "b", "c", "d"].map((name) => [name, list(1500, () => random())]));
    const { a, b, c, d } = columns as Record<"a" | "b" | "c" | "d", number[]>;
    const target = numbersOf(a.map((value, i) => value * b[i]! + c[i]! * d[i]! + value * d[i]!));
    const model = boosting({
      interactions: [
        ["a", "b"],
        ["b", "c"],
      ],
    });
    const { state } = await fit(model, { table: table(columns), target });
    const { roots, feature, left, right } = model.definition.trees!(state, model.options).ensemble;
    const paths = new Set<string>();
    const follow = (node: number, path: ReadonlySet<number>): void => {
      if (node < 0) paths.add([...path].sort().join(""));
      else for (const child of [left[node]!, right[node]!]) follow(child, new Set([...path, feature[node]!]));
    };
    for (const root of roots) follow(root, new Set());
    // The column that no group names is a group of its own.
    expect([...paths].filter((path) => !["", "0", "1", "2", "3", "01", "12"].includes(path))).toEqual([]);
    expect(paths).toContain("01");
  });

  it("learns where a missing value goes, in numbers and in texts", async () => {
    const random = seededRandom(7);
    const rows = 600;
    const x = list(rows, (i) => (i % 3 === 0 ? null : random()));
    const plan = list(rows, (i) => (i % 5 === 0 ? null : "abc"[i % 3]!));
    const wanted = list(
      rows,
      (i) => (x[i] === null ? 5 : x[i]! > 0.5 ? 1 : 0) + (plan[i] === null ? 20 : plan[i] === "b" ? 10 : 0),
    );
    const { predict } = await fit(boosting({ minLeaf: 5 }), { table: table({ x, plan }), target: numbersOf(wanted) });
    const said = await predict(table({ x: [null, 0.9, 0.1, null], plan: ["a", "b", null, "never seen"] }));
    // A text that was not there in training is a missing one.
    for (const [i, value] of [5, 11, 20, 25].entries()) expect(said[i]).toBeCloseTo(value, 1);
  });

  it("sends what is missing where more rows went, where nothing was missing in training", async () => {
    const x = list(200, (i) => i);
    const data = { table: table({ x }), target: numbersOf(x.map((value) => (value < 150 ? 0 : 1))) };
    const { predict } = await fit(boosting({ minLeaf: 5 }), data);
    expect((await predict(table({ x: [null] })))[0]).toBeCloseTo(0, 3);
  });

  it("finds a signal in 300 categories, and in more than have a bin", async () => {
    const random = seededRandom(8);
    for (const levels of [300, 2000]) {
      const rows = 12_000;
      const codes = list(rows, () => Math.floor(levels * random() ** 2));
      const effect = list(levels, () => (random() < 0.5 ? 0 : 1));
      const wanted = codes.map((code) => effect[code]!);
      const data = { table: table({ code: codes.map((code) => `__proto__${code}`) }), target: classesOf(wanted) };
      const { predict } = await fit(boosting({ categorySmoothing: 1, categoryL2: 1 }), data);
      const said = (await predict(data.table)).filter((_, i) => i % 2 === 1);
      expect(meanError(said, wanted)).toBeLessThan(levels === 300 ? 0.05 : 0.35);
    }
  });

  it("takes weights for repeated rows, and a weight of 0 for no row", async () => {
    const random = seededRandom(9);
    const rows = 400;
    const x = list(rows, () => Math.floor(12 * random()));
    const z = list(rows, () => Math.floor(9 * random()));
    const y = list(rows, (i) => x[i]! * z[i]! + 3 * normal(random));
    const counts = list(rows, () => 1 + Math.floor(3 * random()));
    const twice = counts.flatMap((count, i) => list(count, () => i));
    const pick = (rows: readonly number[]): Training => ({
      table: table({ x: rows.map((i) => x[i]!), z: rows.map((i) => z[i]!) }),
      target: numbersOf(rows.map((i) => y[i]!)),
    });
    const all = pick(list(rows, (i) => i));
    // Rows are counted, so that a leaf may be as small as it likes.
    const model = boosting({ minLeaf: 1, trees: 30 });
    const weighted = await (await fit(model, { ...all, weights: Float64Array.from(counts) })).predict(all.table);
    const repeated = await (await fit(model, pick(twice))).predict(all.table);
    for (const [i, value] of weighted.entries()) expect(value).toBeCloseTo(repeated[i]!, 4);
    const some = list(rows, (i) => i).filter((i) => i % 4 !== 0);
    const zeros = Float64Array.from(y, (_, i) => (i % 4 === 0 ? 0 : 1));
    const without = await (await fit(boosting({ trees: 5, minLeaf: 1, minHessian: 1 }), pick(some))).predict(all.table);
    const withZeros = await (
      await fit(boosting({ trees: 5, minLeaf: 1, minHessian: 1 }), { ...all, weights: zeros })
    ).predict(all.table);
    for (const [i, value] of without.entries()) expect(withZeros[i]).toBeCloseTo(value, 4);
  });

  it("says the one answer there is, of constants, of one row and of one class", async () => {
    const same = table({ x: [3, 3, 3], plan: ["a", "a", "a"] });
    const constant = await fit(boosting({ minLeaf: 1 }), { table: same, target: numbersOf([1, 2, 6]) });
    expect((await constant.predict(same))[0]).toBeCloseTo(3, 12);
    const one = await fit(boosting({ minLeaf: 1 }), { table: table({ x: [1] }), target: numbersOf([0.1]) });
    expect(await one.predict(table({ x: [7] }))).toEqual([0.1]);
    const certain = await fit(boosting(), { table: same, target: classesOf([0, 0, 0]) });
    expect(await certain.predict(same)).toEqual([1, 1, 1]);
    const empty = await fit(boosting({ minLeaf: 1 }), { table: table({ x: [null, null] }), target: numbersOf([1, 3]) });
    expect(await empty.predict(table({ x: [null, 4] }))).toEqual([2, 2]);
  });

  it("takes infinite values for the lowest and the highest", async () => {
    const x = list(300, (i) => (i % 3 === 0 ? -Infinity : i % 3 === 1 ? 0 : Infinity));
    const { predict } = await fit(boosting(), { table: table({ x }), target: numbersOf(list(300, (i) => i % 3)) });
    for (const [i, value] of (await predict(table({ x: [-Infinity, 0, Infinity] }))).entries())
      expect(value).toBeCloseTo(i, 3);
  });

  it("grows the same trees to the bit again, and on two threads", async () => {
    const random = seededRandom(10);
    const rows = 6000;
    const columns = Object.fromEntries(list(9, (c) => [`x${c}`, list(rows, () => normal(random))] as const));
    const target = classesOf(list(rows, (i) => (columns.x0![i]! * columns.x1![i]! + normal(random) > 0 ? 1 : 0)));
    const data = { table: table({ ...columns, plan: list(rows, () => "abcdef"[Math.floor(6 * random())]!) }), target };
    const grown = async (options: BoostingOptions) => (await fit(boosting({ trees: 12, ...options }), data)).state;
    const once = await grown({ threads: 1 });
    expect(await grown({ threads: 1 })).toEqual(once);
    expect(await grown({ threads: 2 })).toEqual(once);
    expect(await grown({ threads: 3 })).toEqual(once);
    const sampled = await grown({ threads: 1, subsample: 0.6, colsample: 0.5 });
    expect(await grown({ threads: 2, subsample: 0.6, colsample: 0.5 })).toEqual(sampled);
    expect(sampled).not.toEqual(once);
  });

  it("stops where rows held out get no better, and keeps the best trees", async () => {
    const random = seededRandom(11);
    const rows = 1500;
    const x = list(rows, () => random());
    const data = { table: table({ x }), target: numbersOf(x.map((value) => (value > 0.5 ? 1 : 0) + normal(random))) };
    const treesOf = async (options: BoostingOptions): Promise<number> => {
      const model = boosting({ trees: 500, ...options });
      const { state } = await fit(model, data);
      return model.definition.trees!(state, model.options).ensemble.roots.length;
    };
    const stopped = await treesOf({ earlyStopping: 10 });
    expect(stopped).toBeGreaterThan(2);
    expect(stopped).toBeLessThan(120);
    expect(await treesOf({})).toBe(500);
  });

  it("is not carried away by outliers with the Huber loss", async () => {
    const random = seededRandom(13);
    const x = list(2000, () => random());
    const clean = x.map((value) => Math.sin(6 * value));
    const target = numbersOf(clean.map((value, i) => value + 0.1 * normal(random) + (i % 20 === 0 ? 60 : 0)));
    const errorOf = async (loss: "huber" | "squared"): Promise<number> =>
      meanError(await (await fit(boosting({ loss }), { table: table({ x }), target })).predict(table({ x })), clean);
    expect(await errorOf("huber")).toBeLessThan(0.15);
    expect(await errorOf("squared")).toBeGreaterThan(2);
  });

  it("ends where it is aborted, and says how far it is", async () => {
    const random = seededRandom(12);
    const x = list(20_000, () => random());
    const model = boosting({ trees: 5000 });
    const data = { table: table({ x }), target: numbersOf(x) };
    const abort = new AbortController();
    const done: number[] = [];
    const onProgress = (share: number) => {
      done.push(share);
      if (done.length === 20) abort.abort(new Error("enough"));
    };
    const context = createContext(1, { signal: abort.signal, onProgress });
    await expect(model.definition.fit(data, model.options, context)).rejects.toThrow("enough");
    expect(done.length).toBeLessThan(25);
    expect(done[9]).toBeCloseTo(10 / 5000, 12);
  });

  it("says so where it has not the memory", async () => {
    const x = list(20_000, (i) => i);
    const wide = table(Object.fromEntries(list(100, (c) => [`x${c}`, x] as const)));
    const huge = fit(boosting({ leaves: 2 ** 20 }), { table: wide, target: numbersOf(x) });
    await expect(huge).rejects.toThrow("boosting has 4 GB to work in: 20000 rows of 100 columns and 20000 leaves");
  });

  it("refuses what does not fit together", async () => {
    const data = { table: table({ x: [1, 2, 3], plan: ["a", "b", "c"] }), target: classesOf([0, 1, 0]) };
    const of = (options: BoostingOptions, training: Training = data) => fit(boosting(options), training);
    await expect(of({ loss: "squared" })).rejects.toThrow("the target has classes");
    await expect(of({ increasing: ["y"] })).rejects.toThrow("`y` is none");
    await expect(of({ increasing: ["plan"] })).rejects.toThrow("holds texts");
    await expect(of({ increasing: ["x"], decreasing: ["x"] })).rejects.toThrow("named twice");
    await expect(of({ increasing: ["x"] }, { ...data, target: classesOf([0, 1, 2]) })).rejects.toThrow("one number");
    await expect(of({ loss: "poisson" }, { ...data, target: numbersOf([1, -1, 2]) })).rejects.toThrow("is -1 at row 1");
    await expect(of({ earlyStopping: 5 })).rejects.toThrow("of 3 there are too few");
    expect(() => boosting({ validationFraction: 1 })).toThrow("below 1");
    expect(() => boosting({ trees: 0 })).toThrow("trees");
  });
});
