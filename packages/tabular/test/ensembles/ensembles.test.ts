import { normal, seededRandom } from "@kaviar/base/random";
import { accuracy, logLoss, rmse } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import type { Model } from "../../src/contract/model.ts";
import type { Training } from "../../src/contract/training.ts";
import { weightedMean } from "../../src/ensembles/contract/weighted-mean.ts";
import { selectGreedily } from "../../src/ensembles/greedy-ensemble/select-greedily.ts";
import { selectInBags } from "../../src/ensembles/greedy-ensemble/select-in-bags.ts";
import { chainOf, type Member } from "../../src/fitting/member.ts";
import { foldsOf, outOfFold } from "../../src/fitting/out-of-fold.ts";
import {
  boosting,
  dummy,
  gaussianNaiveBayes,
  greedyEnsemble,
  kNearest,
  lda,
  linearRegression,
  load,
  pipeline,
  ridge,
  scale,
  smote,
  stacking,
  table,
  voting,
} from "../../src/index.ts";
import { scoreAll } from "../../src/pipeline/score.ts";
import { classesOf, fit, numbersOf, tableOfRows } from "../models/fit.ts";
import { nearestRow } from "../small-models.ts";
import data from "../steps/recorded/selection.json" with { type: "json" };
import recorded from "./recorded/ensembles.json" with { type: "json" };

const wine: Training = {
  table: tableOfRows(data.wine.x.map((row) => row.slice(0, 13))),
  target: classesOf(data.wine.y),
};
const diabetes: Training = { table: tableOfRows(data.diabetes.x), target: numbersOf(data.diabetes.y) };
const classifiers: readonly Model[] = [gaussianNaiveBayes(), lda(), kNearest()];
const regressors: readonly Model[] = [ridge(), linearRegression(), kNearest()];

const said = async (model: Model, training: Training): Promise<number[]> =>
  (await fit(model, training)).predict(training.table);

const furthest = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!) / Math.max(1, Math.abs(value))), 0);

describe("as scikit-learn has them", () => {
  it("voting takes the weighted mean of probabilities or of numbers, or counts votes", async () => {
    const weights = [2, 1, 0.5];
    expect(furthest(await said(voting(classifiers, { weights }), wine), recorded.wine.soft)).toBeLessThan(1e-6);
    expect(furthest(await said(voting(regressors, { weights }), diabetes), recorded.diabetes.mean)).toBeLessThan(1e-9);
    const votes = await said(voting(classifiers, { vote: "hard", weights: [1, 1, 3] }), wine);
    recorded.wine.hard.forEach((code, row) => {
      const own = votes.slice(row * 3, row * 3 + 3);
      expect(own.indexOf(Math.max(...own))).toBe(code);
    });
  });

  it("stacking fits its last model to what members say out of fold, on the same folds", async () => {
    const final = lda();
    expect(furthest(await said(stacking(classifiers, { final }), wine), recorded.wine.stacking)).toBeLessThan(1e-6);
    const through = await said(stacking(classifiers, { final, passthrough: true }), wine);
    expect(furthest(through, recorded.wine.passthrough)).toBeLessThan(1e-6);
    expect(furthest(await said(stacking(regressors), diabetes), recorded.diabetes.stacking)).toBeLessThan(1e-6);
  });
});

describe("greedy selection", () => {
  it("is never worse on rows held out than its best member alone, and says its weights", async () => {
    for (const [training, members, metric] of [
      [wine, classifiers, logLoss],
      [diabetes, regressors, rmse],
    ] as const) {
      const model = greedyEnsemble(members);
      const { state } = await fit(model, training);
      const { weights, score, scores } = state as { weights: Float64Array; score: number; scores: Float64Array };
      expect(score).toBeLessThanOrEqual(Math.min(...scores));
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      const context = createContext(1);
      const splits = foldsOf("it", training, 5, 1);
      const held = await outOfFold(chainOf(members[0]!), training, splits, context.within(0));
      expect(scores[0]).toBe(scoreAll([metric], training.target, held)[metric.name]);
      expect(model.definition.notes!(state, model.options)[0]).toMatch(
        /^greedyEnsemble weighs its members \w+ [\d.]+ \(/,
      );
    }
  });

  it("leaves out members that do not help, and takes the better one of two", async () => {
    const random = seededRandom(3);
    const x = Array.from({ length: 60 }, () => normal(random));
    const training = { table: table({ x }), target: numbersOf(x.map((value) => 2 * value + 0.01 * normal(random))) };
    const model = greedyEnsemble([dummy(), linearRegression()]);
    const { state, predict } = await fit(model, training);
    expect([...(state as { weights: Float64Array }).weights]).toEqual([0, 1]);
    expect((state as { members: unknown[] }).members).toHaveLength(1);
    expect((await predict(training.table))[0]! / (2 * x[0]!)).toBeCloseTo(1, 1);
  });

  it("averages selections among halves of the members, and wins by it where members are many and rows few", async () => {
    const random = seededRandom(11);
    const actual = Array.from({ length: 40 }, () => normal(random));
    const fresh = Array.from({ length: 4000 }, () => normal(random));
    const noisy = (y: readonly number[], noise: () => number) => Float64Array.from(y, (value) => value + noise());
    const members = Array.from({ length: 60 }, () => ({
      held: noisy(actual, () => 2 * normal(random)),
      new: noisy(fresh, () => 2 * normal(random)),
    }));
    const off = (said: Float64Array, y: readonly number[]) =>
      Math.hypot(...said.map((value, i) => value - y[i]!)) / Math.sqrt(y.length);
    const held = members.map((each) => each.held);
    const aim = { rounds: 50, better: "lower", scoreOf: (said: Float64Array) => off(said, actual) } as const;
    const [once, often] = await Promise.all([1, 30].map((bags) => selectInBags(held, bags, aim, createContext(1))));
    expect(once!.weights).toEqual((await selectGreedily(held, aim, createContext(1))).weights);
    expect(often!.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(often!.score).toBe(off(weightedMean(held, often!.weights), actual));
    const onNew = ({ weights }: { weights: Float64Array }) =>
      off(
        weightedMean(
          members.map((each) => each.new),
          weights,
        ),
        fresh,
      );
    expect(onNew(often!)).toBeLessThan(0.9 * onNew(once!));
    const again = await selectInBags(held, 30, aim, createContext(1));
    expect(again.weights).toEqual(often!.weights);
  });

  it("takes any metric, the higher the better or the lower", async () => {
    const { state } = await fit(greedyEnsemble(classifiers, { metric: accuracy, rounds: 3, folds: 3 }), wine);
    const { score, scores, metric } = state as { score: number; scores: Float64Array; metric: string };
    expect(metric).toBe("accuracy");
    expect(score).toBeGreaterThanOrEqual(Math.max(...scores));
  });
});

describe("members", () => {
  it("see no row of their own target: what a model that knows rows by heart says does not count", async () => {
    const random = seededRandom(8);
    const x = Array.from({ length: 120 }, () => normal(random));
    const training = { table: table({ x }), target: numbersOf(x.map((value) => value + normal(random))) };
    const { state } = await fit(greedyEnsemble([nearestRow(), linearRegression()]), training);
    const [heart, line] = (state as { weights: Float64Array }).weights;
    expect(line!).toBeGreaterThan(0.6);
    expect(heart!).toBeLessThan(0.4);
  });

  it("are pipelines too, of texts, with steps that resample; all in one file that says the same", async () => {
    const random = seededRandom(2);
    const rows = table({
      x: Array.from({ length: 80 }, () => normal(random)),
      y: Array.from({ length: 80 }, () => normal(random)),
      z: Array.from({ length: 80 }, (_, row) => ["a", "b", "c"][row % 9 === 0 ? 2 : row % 2]!),
    });
    const members: Member[] = [pipeline(scale(), kNearest()), pipeline(smote(), lda()), gaussianNaiveBayes()];
    for (const model of [
      voting(members),
      voting(members, { vote: "hard" }),
      stacking(members, { final: lda(), passthrough: true }),
      greedyEnsemble(members, { rounds: 5 }),
    ]) {
      const trained = await pipeline(scale(), model).fit(rows, { target: "z", seed: 4 });
      const loaded = await load(await trained.toOnnx());
      expect(await loaded.predict(rows)).toEqual(await trained.predict(rows));
      const [here, there] = [await trained.probabilities(rows), await loaded.probabilities(rows)];
      expect(furthest([...here.values], [...there.values])).toBeLessThan(1e-9);
      await loaded.release();
    }
  });

  it("keep the column of a class that is too rare for every fold", async () => {
    const random = seededRandom(4);
    const codes = Array.from({ length: 41 }, (_, row) => (row === 40 ? 2 : row % 2));
    const training = { table: table({ x: codes.map((code) => code + normal(random)) }), target: classesOf(codes) };
    for (const model of [stacking([lda(), kNearest()], { final: lda() }), greedyEnsemble([lda(), kNearest()])])
      expect(await said(model, training)).toHaveLength(123);
  });

  it("say how far they are, from 0 to 1 and never back", async () => {
    for (const model of [
      stacking([boosting({ trees: 4 }), boosting({ trees: 3 })], { folds: 3 }),
      greedyEnsemble([boosting({ trees: 4 }), ridge()], { folds: 3, rounds: 2 }),
      voting([boosting({ trees: 4 }), boosting({ trees: 3 })]),
    ]) {
      const seen: number[] = [];
      const context = createContext(1, { onProgress: (done) => seen.push(done) });
      await model.definition.fit(diabetes, model.options, context);
      expect(seen.length).toBeGreaterThan(3);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(seen.at(-1)).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  it("that are none, or have no task in common, are refused", () => {
    expect(() => voting([])).toThrow("a list of models");
    expect(() => stacking([scale() as never])).toThrow("a list of models");
    expect(() => voting([lda(), linearRegression()])).toThrow("have a task in common");
    expect(() => voting([lda()], { weights: [1, 2] })).toThrow("each of 1 members");
    expect(() => voting([lda()], { weights: [0] })).toThrow("not all 0");
  });
});
