import {
  accuracy,
  balancedBags,
  balancedBatches,
  bestThreshold,
  classWeights,
  cohenKappa,
  createRandom,
  f1,
  groupKFold,
  holdout,
  kFold,
  mse,
  overSample,
  repeated,
  rocAuc,
  type Split,
  shuffled,
  stratifiedGroupKFold,
  stratifiedKFold,
  timeSeriesSplit,
  underSample,
} from "@kaviar/nn";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import recorded from "./recorded.json" with { type: "json" };

const plain = (splits: readonly Split[]) =>
  splits.map(({ training, validation }) => ({ training: [...training], validation: [...validation] }));
const inOrder = (n: number) => Array.from({ length: n }, (_, i) => i);
const whole = ({ training, validation }: Split) => [...training, ...validation].sort((a, b) => a - b);
const countOf = (rows: Int32Array, labels: ArrayLike<number>, c: number) =>
  rows.filter((row) => labels[row] === c).length;

describe("what is not drawn is scikit-learn's", () => {
  it("k folds of neighbours", () => expect(plain(kFold(23, { folds: 4, shuffle: false }))).toEqual(recorded.kFold));
  it("group k-fold", () => expect(plain(groupKFold(recorded.groups, { folds: 3 }))).toEqual(recorded.groupKFold));
  it("splits of a time series", () => {
    expect(plain(timeSeriesSplit(23, { folds: 4 }))).toEqual(recorded.timeSeries);
    expect(plain(timeSeriesSplit(23, { folds: 3, size: 4, gap: 2, window: 6 }))).toEqual(recorded.timeSeriesOptions);
  });
  it("balanced class weights", () => {
    const weights = classWeights("balanced", recorded.labels);
    recorded.classWeights.forEach((weight, c) => {
      expect(weights[c]).toBeCloseTo(weight, 14);
    });
    expect(classWeights("balanced", ["no", "no", "no", "yes"])).toEqual({ no: 4 / 6, yes: 2 });
  });
});

const sizes = fc.array(fc.integer({ min: 5, max: 30 }), { minLength: 1, maxLength: 4 });
/** So many rows of each class, mixed. */
const labelsOf = (counts: readonly number[]) => {
  const labels = counts.flatMap((count, c) => new Array<number>(count).fill(c));
  return Array.from(shuffled(labels.length, 5), (i) => labels[i]!);
};

describe("laws of folds", () => {
  it("each row is held out once, and trained on otherwise; the same seed, the same split", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 5 }), fc.nat(), (counts, folds, seed) => {
        const labels = labelsOf(counts);
        const n = labels.length;
        const groups = labels.map((_, i) => i % 6);
        for (const make of [
          () => kFold(n, { folds, seed }),
          () => stratifiedKFold(labels, { folds, seed }),
          () => stratifiedGroupKFold(labels, groups.slice(0, n), { folds: Math.min(folds, 5), seed }),
        ]) {
          const splits = make();
          for (const split of splits) expect(whole(split)).toEqual(inOrder(n));
          expect(splits.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b)).toEqual(inOrder(n));
          expect(plain(make())).toEqual(plain(splits));
        }
      }),
      { numRuns: 30 },
    );
  });
  it("stratified, two folds differ by one row of each class at most, and by one in all", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 5 }), fc.nat(), (counts, folds, seed) => {
        const labels = labelsOf(counts);
        const splits = stratifiedKFold(labels, { folds, seed });
        const spread = (numbers: readonly number[]) => Math.max(...numbers) - Math.min(...numbers);
        expect(spread(splits.map(({ validation }) => validation.length))).toBeLessThanOrEqual(1);
        counts.forEach((_, c) => {
          expect(spread(splits.map(({ validation }) => countOf(validation, labels, c)))).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
  it("a stratified holdout is within one row of its share of each class, and has the size asked for", () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0.2, max: 0.8, noNaN: true }), fc.nat(), (counts, share, seed) => {
        const labels = labelsOf(counts);
        const split = holdout(labels.length, share, { seed, stratify: labels });
        expect(whole(split)).toEqual(inOrder(labels.length));
        expect(split.validation.length).toBe(Math.round(labels.length * share));
        counts.forEach((count, c) => {
          expect(Math.abs(countOf(split.validation, labels, c) - count * share)).toBeLessThan(1);
        });
      }),
    );
  });
  it("groups stay together, in folds and in a holdout", () => {
    const groups = Array.from({ length: 120 }, (_, i) => `patient ${(i * i) % 17}`);
    const labels = groups.map((_, i) => i % 3);
    for (const { training, validation } of [
      ...stratifiedGroupKFold(labels, groups, { folds: 4, seed: 1 }),
      holdout(120, 0.3, { groups, seed: 1 }),
    ]) {
      const held = new Set(Array.from(validation, (row) => groups[row]));
      expect(Array.from(training).filter((row) => held.has(groups[row]))).toEqual([]);
      expect(validation.length).toBeGreaterThan(0);
    }
    expect(holdout(120, 0.3, { groups, seed: 1 }).validation.length / 120).toBeCloseTo(0.3, 1);
  });
  it("stratified groups: class shares of folds within 5 % where 40 groups allow it", () => {
    const groups = Array.from({ length: 800 }, (_, i) => Math.floor(i / 20));
    const labels = Array.from({ length: 800 }, (_, i) => Number(createRandom(i)() < 0.2 + 0.4 * Number(i % 160 < 80)));
    const share = labels.reduce((sum, y) => sum + y, 0) / 800;
    for (const { validation } of stratifiedGroupKFold(labels, groups, { folds: 5, seed: 2 })) {
      expect(Math.abs(countOf(validation, labels, 1) / validation.length - share)).toBeLessThan(0.05);
    }
  });
  it("another seed is another split; repeats differ from each other", () => {
    expect(plain(kFold(30, { seed: 1 }))).not.toEqual(plain(kFold(30, { seed: 2 })));
    const [a, , c] = plain(repeated(3, (seed) => kFold(30, { folds: 2, seed }), { seed: 1 }));
    expect(a).not.toEqual(c);
    expect(repeated(3, (seed) => kFold(30, { folds: 2, seed }))).toHaveLength(6);
  });
});

describe("random order", () => {
  it("holds each number once; seeds and streams give others", () => {
    expect([...shuffled(1000, 7)].sort((a, b) => a - b)).toEqual(inOrder(1000));
    expect(shuffled(1000, 7, 3)).toEqual(shuffled(1000, 7, 3));
    const orders = [shuffled(20, 7), shuffled(20, 8), shuffled(20, 7, 1), shuffled(20, 7 + 2 ** 32)];
    expect(new Set(orders.map((order) => order.join())).size).toBe(4);
  });
  it("all 24 orders of four are equally likely: χ² of 23 degrees below 49.7 (p = 0.001) in 24 000", () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 24_000; seed++) {
      const order = shuffled(4, seed).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect([...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(49.7);
  });
  it("uniform numbers: mean 1/2, variance 1/12, neighbours uncorrelated, in 100 000", () => {
    const random = createRandom(3);
    const xs = Array.from({ length: 100_000 }, random);
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    expect(Math.abs(mean(xs) - 0.5)).toBeLessThan(0.004);
    expect(Math.abs(mean(xs.map((x) => (x - 0.5) ** 2)) - 1 / 12)).toBeLessThan(0.001);
    expect(Math.abs(mean(xs.slice(1).map((x, i) => (x - 0.5) * (xs[i]! - 0.5))))).toBeLessThan(0.001);
  });
  it("a hundred thousand rows are shuffled in 5 ms of processor time, in the best of five", () => {
    const times = [0, 1, 2, 3, 4].map((seed) => {
      const start = process.cpuUsage();
      shuffled(100_000, seed);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    expect(Math.min(...times)).toBeLessThan(5);
  });
});

describe("imbalance", () => {
  const labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2];
  const counts = (rows: Int32Array) => [0, 1, 2].map((c) => countOf(rows, labels, c));
  it("under- and oversampling: as many of each class as the smallest, or as the largest, has", () => {
    const [under, over] = [underSample(labels, { seed: 1 }), overSample(labels, { seed: 1 })];
    expect([counts(under), counts(over)]).toEqual([
      [2, 2, 2],
      [8, 8, 8],
    ]);
    expect(new Set(under).size).toBe(6);
    expect(new Set(over)).toEqual(new Set(inOrder(13)));
    expect(underSample(labels, { seed: 1 })).toEqual(under);
  });
  it("balanced bags: drawn with replacement, alike in classes, unlike each other", () => {
    const bags = balancedBags(labels, { bags: 20, seed: 1 });
    for (const bag of bags) expect(counts(bag)).toEqual([2, 2, 2]);
    expect(new Set(bags.map((bag) => bag.join())).size).toBeGreaterThan(15);
    expect(bags.some((bag) => new Set(bag).size < bag.length)).toBe(true);
  });
  it("balanced batches: each class alike, each row of a class before any comes again", () => {
    const batches = [...balancedBatches(labels, { batchSize: 6, batches: 4, seed: 1 })];
    for (const rows of batches) expect(counts(rows)).toEqual([2, 2, 2]);
    expect(new Set(batches.flatMap((rows) => [...rows].filter((row) => labels[row] === 0))).size).toBe(8);
    expect([...balancedBatches(labels, { batchSize: 5 })]).toHaveLength(3);
  });
});

describe("the best threshold", () => {
  it("is the best of all, by trying them all", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 3,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, (all) => {
        const [scores, labels] = [all.map(([s]) => s / 8), all.map(([, y]) => y)];
        fc.pre(new Set(labels).size === 2);
        for (const metric of [f1, accuracy, cohenKappa]) {
          const found = bestThreshold(scores, labels, metric);
          const tried = inOrder(10).map((t) => metric.with({ threshold: (t - 0.5) / 8 })(scores, labels));
          expect(found.score).toBeCloseTo(Math.max(...tried.filter((score) => !Number.isNaN(score))), 12);
          expect(metric.with({ threshold: found.threshold })(scores, labels)).toBeCloseTo(found.score, 12);
        }
      }),
    );
  });
  it("a rare class: 0.25 instead of 0.5 finds both cases", () => {
    expect(bestThreshold([0.1, 0.2, 0.1, 0.3, 0.4, 0.2], [0, 0, 0, 1, 1, 0])).toEqual({ threshold: 0.25, score: 1 });
  });
  it("may call everything class 1, and nothing; infinite scores have a place too", () => {
    expect(bestThreshold([0.4, 0.6, 0.5], [1, 0, 1])).toEqual({ threshold: 0.2, score: 0.8 });
    expect(bestThreshold([0.4, 0.6], [0, 0], accuracy)).toEqual({ threshold: 0.6, score: 1 });
    const { threshold, score } = bestThreshold([-Infinity, 1, Infinity], [0, 0, 1]);
    expect([threshold, score]).toEqual([1, 1]);
  });
  it("of equally good ones the nearest to 0.5", () => {
    expect(bestThreshold([0.1, 0.3, 0.7, 0.9], [0, 1, 0, 1], accuracy).threshold).toBeOneOf([0.2, 0.8]);
    expect(bestThreshold([0.2, 0.8], [0, 1]).threshold).toBe(0.5);
  });
});

describe("refuses, with the reason", () => {
  it.each([
    [
      "fewer rows of a class than folds",
      () => stratifiedKFold([0, 0, 0, 1], { folds: 2 }),
      /each of 2 folds: class 1 has 1/,
    ],
    ["fewer groups than folds", () => groupKFold([1, 1, 2], { folds: 3 }), /got 2 groups for 3 folds/],
    ["fewer rows than folds", () => kFold(3, { folds: 5 }), /got 3 rows for 5 folds/],
    ["one fold", () => kFold(30, { folds: 1 }), /`folds` of kFold must be a whole number ≥ 2: got 1/],
    ["a share of everything", () => holdout(10, 1), /between 0 and 1: got 1/],
    ["a share of nothing", () => holdout(3, 0.1), /0.1 of 3 rows is 0/],
    ["one row of a class", () => holdout(4, 0.5, { stratify: [0, 0, 0, 1] }), /class 1 has 1/],
    [
      "classes and groups",
      () => holdout(4, 0.5, { stratify: [0, 0, 1, 1], groups: [0, 0, 1, 1] }),
      /not both[\s\S]*stratifiedGroupKFold/,
    ],
    ["labels of another length", () => holdout(4, 0.5, { stratify: [0, 1] }), /each of 4 rows: got 2/],
    ["a seed of 1.5", () => kFold(10, { seed: 1.5 }), /whole number ≥ 0: got 1.5/],
    ["a series that is too short", () => timeSeriesSplit(4, { folds: 5 }), /too few for 5 parts/],
    [
      "batches smaller than the classes",
      () => [...balancedBatches([0, 1, 2], { batchSize: 2 })],
      /each of 3 classes: got 2/,
    ],
    ["labels that are NaN", () => stratifiedKFold([0, Number.NaN], { folds: 2 }), /NaN at row 1/],
    ["three classes for a threshold", () => bestThreshold([0.1, 0.2], [0, 2]), /two classes/],
    [
      "a metric without an answer",
      () => bestThreshold([0.1, 0.2], [1, 1], rocAuc),
      /rocAuc is undefined at every threshold/,
    ],
  ])("%s", (_, run, message) => expect(run).toThrow(message));
  it("an error metric is minimized", () =>
    expect(bestThreshold([0.2, 0.8], [0, 1], mse)).toEqual({ threshold: 0.5, score: 0 }));
});
