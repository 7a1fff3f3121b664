import {
  balancedBatches,
  bestThreshold,
  classWeights,
  createRandom,
  groupKFold,
  holdout,
  kFold,
  mse,
  repeated,
  rocAuc,
  type Split,
  shuffled,
  stratifiedGroupKFold,
  stratifiedKFold,
  timeSeriesSplit,
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

const sizes = fc.array(fc.integer({ min: 5, max: 30 }), { minLength: 1, maxLength: 4 });
/** So many rows of each class, mixed. */
const labelsOf = (counts: readonly number[]) => {
  const labels = counts.flatMap((count, c) => new Array<number>(count).fill(c));
  return Array.from(shuffled(labels.length, 5), (i) => labels[i]!);
};

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
  it("stratified, classes with fewer rows than folds are shared out when asked to, no two rows of one to a fold", () => {
    const labels = [...Array.from({ length: 20 }, () => 0), 1, 1, 1, 2];
    const splits = stratifiedKFold(labels, { folds: 5, seed: 3, rare: "share" });
    expect(splits.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b)).toEqual(inOrder(24));
    for (const { validation } of splits) expect(countOf(validation, labels, 1)).toBeLessThanOrEqual(1);
    expect(() => stratifiedKFold([0, 1, 2], { folds: 4, rare: "share" })).toThrow(/got 3 rows for 4 folds/);
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

describe("refuses, with the reason", () => {
  it.each([
    [
      "fewer rows of a class than folds",
      () => stratifiedKFold([0, 0, 0, 1], { folds: 2 }),
      /each of 2 folds: class 1 has 1/,
    ],
    ["fewer groups than folds", () => groupKFold([1, 1, 2], { folds: 3 }), /got 2 groups for 3 folds/],
    ["fewer rows than folds", () => kFold(3, { folds: 5 }), /got 3 rows for 5 folds/],
    [
      "options in the place of rows",
      () => kFold({ folds: 3 } as never),
      /`n` of kFold must be a whole number ≥ 1: got {"folds":3}/,
    ],
    [
      "rows that are a list",
      () => timeSeriesSplit([1, 2, 3] as never),
      /`n` of timeSeriesSplit must be .*: got \[1,2,3\]/,
    ],
    ["less than no rows", () => holdout(-1, 0.5), /`n` of holdout must be a whole number ≥ 1: got -1/],
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
