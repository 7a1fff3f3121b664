import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { bohb, createStudy, float, hyperband, log, random, type Sampler } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { samplerConformance } from "../../src/conformance.ts";
import { budgetHistories } from "../../src/pruners/bohb/budget-history.ts";
import { createHistory } from "../../src/trial/history.ts";
import type { TrialRecord } from "../../src/trial/record.ts";

const record = (number: number, state: TrialRecord["state"], values?: readonly number[]): TrialRecord => ({
  number,
  state,
  params: { x: number },
  dimensions: [],
  attributes: {},
  constraints: {},
  attempt: 1,
  ...(values && { values }),
});

describe("a history at a budget", () => {
  const history = createHistory({ directions: ["minimize"] });
  const run = (number: number, state: TrialRecord["state"], curve: readonly number[], value?: number) =>
    history.apply({
      revision: number,
      trials: [record(number, state, value === undefined ? undefined : [value])],
      reports: curve.map((each, i) => ({ number, step: i + 1, values: [each] })),
    });
  const viewsOf = budgetHistories(1, 3);
  const seen = () =>
    viewsOf(history).map(({ budget, observations, view }) => ({
      budget,
      observations,
      values: view.finished.map(({ state, values }) => values?.[0] ?? state),
    }));

  it("holds who came so far, with the value there, and what failed; and grows with the study", () => {
    run(0, "failed", [7]);
    run(1, "pruned", [6], 6);
    expect(seen()).toEqual([
      { budget: 1, observations: 1, values: ["failed", 6] },
      { budget: Infinity, observations: 0, values: ["failed"] },
    ]);
    run(2, "complete", [5, 4, 3, 2], 1);
    run(3, "running", [0, 0, 0, 0]);
    run(4, "pruned", [Number.NaN, 9, 8], 8);
    const expected = [
      { budget: 1, observations: 2, values: ["failed", 6, 5, Number.NaN] },
      { budget: 3, observations: 2, values: ["failed", 3, 8] },
      { budget: Infinity, observations: 1, values: ["failed", 1] },
    ];
    expect(seen()).toEqual(expected);
    expect(budgetHistories(1, 3)(history).map(({ view }) => view.finished)).toEqual(
      viewsOf(history).map(({ view }) => view.finished),
    );
  });

  it("starts over when a trial was promoted and left the finished ones", () => {
    history.apply({ revision: 9, trials: [record(1, "waiting")], reports: [] });
    expect(seen()[0]).toEqual({ budget: 1, observations: 1, values: ["failed", 5, Number.NaN] });
  });
});

/** An error that falls with the epochs towards how far the point lies from the best one. */
const train = async (sampler: Sampler | undefined, seed: number, keep = false, trials = 60) => {
  const pair = bohb({ minResource: 1, maxResource: 27 });
  let epochs = 0;
  const study = await createStudy({
    ...(sampler ? { sampler, pruner: hyperband({ minResource: 1, maxResource: 27 }) } : pair),
    seed,
  });
  await study.optimize(
    { x: float(0, 1), y: float(0, 1), rate: log(1e-4, 1) },
    async ({ x, y, rate }, trial) => {
      const far = (x - 0.3) ** 2 + (y - 0.8) ** 2 + (Math.log10(rate) + 2) ** 2 / 4;
      const file = keep ? `${trial.checkpoint}/epoch` : "";
      let epoch = keep && existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
      while (epoch < 27) {
        epoch++;
        epochs++;
        if (keep) writeFileSync(file, String(epoch));
        await trial.report(far + 1 / epoch, epoch);
        if (trial.shouldStop) break;
      }
      return far + 1 / epoch;
    },
    { trials },
  );
  return { study, epochs };
};

describe("bohb", () => {
  it("comes nearer than hyperband alone, in the median of 9 seeds by more than half", async () => {
    const distances = async (sampler: Sampler | undefined) => {
      const found: number[] = [];
      for (let seed = 0; seed < 9; seed++) found.push((await train(sampler, seed)).study.best.value! - 1 / 27);
      return found.sort((a, b) => a - b)[4]!;
    };
    expect(await distances(undefined)).toBeLessThan((await distances(random())) / 2);
  });

  it("says by which budget it proposes, from low ones to the end, and draws a third by chance", async () => {
    const { study } = await train(undefined, 1, false, 150);
    const why = study.trials.map((trial) => trial.why!);
    expect(why[0]).toBe("by chance: no budget has 5 observations yet");
    expect(why.find((each) => each.includes("values at step 1"))).toBeDefined();
    expect(why.slice(-30).filter((each) => each.endsWith("at the end")).length).toBeGreaterThan(10);
    const share = why.filter((each) => each === "by chance, as a share of the trials is").length / 150;
    // A third, by a standard deviation of 0.04.
    expect(Math.abs(share - 1 / 3)).toBeLessThan(0.12);
  });

  it("is the same study for the same seed, with promotions too, which spend no epoch twice", async () => {
    const [a, b] = [await train(undefined, 2, true), await train(undefined, 2, true)];
    expect(a.study.trials.map(({ params }) => params)).toEqual(b.study.trials.map(({ params }) => params));
    expect(a.epochs).toBe(a.study.trials.reduce((sum, { reports }) => sum + reports.length, 0));
  });

  it("checks its options", () => {
    expect(() => bohb({ minObservations: 0 })).toThrow("≥ 1: got 0");
    expect(() => bohb({ randomShare: 2 })).toThrow("between 0 and 1: got 2");
    expect(() => bohb({ reductionFactor: 1 })).toThrow("≥ 2: got 1");
  });
});

describe("bohb as a sampler", () => {
  const make = () => bohb().sampler;
  for (const { name, run } of samplerConformance) it(name, () => run(make));
});
