import { accuracy, brier, createMetric, logLoss, rocAuc } from "@kaviar/nn";
import { crossValidate, dummy, lda, linearSvm, pipeline, randomForest, scale, table } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";

const rows = (n: number) => Array.from({ length: n }, (_, i) => i);
const people = table({
  age: rows(100).map((i) => 20 + ((i * 37) % 50)),
  customer: rows(100).map((i) => i >> 1),
  day: rows(100).map((i) => 99 - i),
  churned: rows(100).map((i) => (i % 5 === 0 ? "yes" : "no")),
});

describe("cross-validation of a pipeline", () => {
  it("scores each fold on rows it was not fitted to, and says mean, deviation and interval", async () => {
    const scores = await crossValidate(pipeline(scale(), dummy()), people, {
      target: "churned",
      folds: 5,
      metrics: [accuracy, logLoss],
      seed: 1,
    });
    expect(scores.folds).toHaveLength(5);
    expect(scores.mean.accuracy).toBeCloseTo(0.8, 12);
    // −0.8·ln 0.8 − 0.2·ln 0.2: in each fold a fifth is of the rare class.
    expect(scores.mean.logLoss).toBeCloseTo(0.5004024235, 9);
    expect(scores.std.accuracy).toBeCloseTo(0, 12);
    expect(scores.interval.accuracy!.low).toBeCloseTo(0.8, 12);
    expect([...scores.outOfFold].every((p) => Math.abs(p - 0.8) < 1e-9 || Math.abs(p - 0.2) < 1e-9)).toBe(true);
  });

  it("passes on what is said inside of folds, each sentence once, from threads too", async () => {
    const unfinished = pipeline(scale(), linearSvm({ maxIter: 1 }));
    const notes = async (threads: number) =>
      (await crossValidate(unfinished, people, { target: "churned", folds: 3, seed: 1, threads })).notes;
    const said = (await notes(1)).filter((note) => note.startsWith("linearSvm stopped after 1 rounds"));
    expect(said).toHaveLength(1);
    expect(await notes(2)).toEqual(await notes(1));
    const forests = await crossValidate(randomForest({ trees: 20, oobScore: true }), people.select("age", "churned"), {
      target: "churned",
      folds: 3,
      seed: 1,
    });
    expect(forests.notes.filter((note) => note.includes("out-of-bag accuracy of randomForest")).length).toBeGreaterThan(
      1,
    );
  });

  it("widens the interval by what folds share: 2.776 · s · √(1/5 + 1/4) for five", async () => {
    const numbers = table({ x: rows(100), y: rows(100).map((i) => Math.sin(i * i)) });
    const { mean, std, interval } = await crossValidate(dummy(), numbers, { target: "y", seed: 1 });
    const half = 2.7764451052 * std.rmse! * Math.sqrt(1 / 5 + 1 / 4);
    expect(interval.rmse!.high).toBeCloseTo(mean.rmse! + half, 8);
    expect(interval.rmse!.low).toBeCloseTo(mean.rmse! - half, 8);
  });

  it("ends the interval where the metric does: an AUC of 1.01 there is not", async () => {
    const easy = table({
      x: rows(60).map((i) => (i === 7 ? 0 : (i % 2) * 2 + Math.sin(i * i) / 2)),
      y: rows(60).map((i) => (i % 2 ? "b" : "a")),
    });
    const metrics = [rocAuc, accuracy, brier, logLoss];
    const { mean, std, interval } = await crossValidate(lda(), easy, { target: "y", folds: 5, metrics, seed: 1 });
    expect(std.rocAuc).toBeGreaterThan(0);
    expect(mean.rocAuc! + std.rocAuc!).toBeGreaterThan(1);
    expect(interval.rocAuc!.high).toBe(1);
    expect(interval.rocAuc!.low).toBeLessThan(mean.rocAuc!);
    for (const { low, high } of Object.values(interval)) expect(low >= 0 && high >= low).toBe(true);
    const own = createMetric("own", "higher", {} as never, () => 1);
    const unsaid = Object.assign((...given: Parameters<typeof own>) => own(...given), {
      better: own.better,
      about: own.about,
    });
    const free = await crossValidate(lda(), easy, { target: "y", metrics: [unsaid], seed: 1 });
    expect(Object.values(free.interval)).toEqual([{ low: 1, high: 1 }]);
  });

  it("keeps groups in one fold, and goes forward in time", async () => {
    const seen: number[][] = [];
    const choose = (training: typeof people) => {
      seen.push([...training.column("customer")].map(Number));
      return dummy();
    };
    await crossValidate(choose, people, { target: "churned", group: "customer", folds: 4 });
    for (const customers of seen) {
      const counts = new Map<number, number>();
      for (const customer of customers) counts.set(customer, (counts.get(customer) ?? 0) + 1);
      expect(new Set(counts.values())).toEqual(new Set([2]));
    }
    const days: number[][] = [];
    const watch = (training: typeof people) => {
      days.push([...training.column("day")].map(Number));
      return dummy();
    };
    await crossValidate(watch, people, { target: "churned", time: "day", folds: 4 });
    expect(days.map((each) => Math.max(...each))).toEqual([19, 39, 59, 79]);
  });

  it("repeats with other folds", async () => {
    const { folds } = await crossValidate(dummy(), people, { target: "churned", folds: 3, repeats: 4 });
    expect(folds).toHaveLength(12);
  });

  it("ends when it is aborted", async () => {
    const aborted = AbortSignal.abort(new Error("enough"));
    await expect(crossValidate(dummy(), people, { target: "churned", signal: aborted })).rejects.toThrow("enough");
  });

  it.each([
    [{ target: "churned", folds: 1 }, "`folds` of crossValidate must be a whole number ≥ 2"],
    [{ target: "churned", metrics: [Math.max] }, "`metrics` of crossValidate must be a list"],
    [{ target: "churned", fold: 3 }, "crossValidate has no option `fold`."],
    [{ folds: [{ training: [0, 1], validation: [1] }] }, "row 1 is on both sides of fold 0"],
  ])("%o is refused", async (options, evidence) => {
    await expect(crossValidate(dummy(), people, options as never)).rejects.toThrow(evidence);
  });
});
