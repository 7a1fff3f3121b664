import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { bool, choice, createStudy, float, int, log, oneMinusLog, ordinal, populationBased } from "@kaviar/tune";
import { describe, expect, it } from "vitest";

/** |w₁| + … + |w₅| by subgradient steps: a rate r walks r a step and then swings about 0 within r. */
const start = [Math.PI, -Math.E, 7.77, -6.1803, 4.6692];
const train = (weights: number[], rate: number): number[] => {
  let now = weights;
  for (let step = 0; step < 10; step++) now = now.map((w) => w - rate * Math.sign(w));
  return now;
};
const loss = (weights: number[]) => weights.reduce((sum, w) => sum + Math.abs(w), 0);

const intervals = 25;
const trainStudy = async (seed: number, concurrency = 1, population = 8) => {
  const study = await createStudy({ sampler: populationBased({ population }), seed });
  await study.optimize(
    { rate: log(1e-4, 1) },
    ({ rate }, trial) => {
      const file = `${trial.checkpoint}/weights.json`;
      const weights = train(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : start, rate);
      writeFileSync(file, JSON.stringify(weights));
      return loss(weights);
    },
    { trials: population * intervals, concurrency },
  );
  return study;
};

describe("population-based training", () => {
  it("finds a schedule that beats every fixed rate, in the median of 5 seeds by more than half", async () => {
    const fixed = Array.from({ length: 200 }, (_, i) => {
      let weights = start;
      for (let interval = 0; interval < intervals; interval++) weights = train(weights, 1e-4 ** (i / 199));
      return loss(weights);
    });
    const tuned: number[] = [];
    for (let seed = 0; seed < 5; seed++) tuned.push((await trainStudy(seed)).best.value!);
    tuned.sort((a, b) => a - b);
    expect(tuned[2]).toBeLessThan(Math.min(...fixed) / 2);
  });

  it("goes on from checkpoints: each trial's weights are those of the trial it is cloned from, trained on", async () => {
    const study = await trainStudy(1, 4);
    const lines = study.trials.map(({ why }) => why!);
    expect(lines.filter((why) => why.includes("joins the population"))).toHaveLength(8);
    expect(lines.filter((why) => why.includes("takes over trial")).length).toBeGreaterThan(20);
    // A rate of at most 1 walks at most 10 an interval and weight: nobody could start anew and be where it is.
    const last = study.trials.slice(-8).map(({ value }) => value!);
    expect(Math.max(...last)).toBeLessThan(loss(start));
  });

  it("is the same study for the same seed", async () => {
    const [a, b] = [await trainStudy(2), await trainStudy(2)];
    expect(a.trials.map(({ params, why }) => [params, why])).toEqual(b.trials.map(({ params, why }) => [params, why]));
  });

  it("replaces members whose interval failed, and starts again when all have failed", async () => {
    const study = await createStudy({ sampler: populationBased({ population: 3 }), seed: 1 });
    await study.optimize(
      { x: float(0, 1) },
      ({ x }, { number }) => {
        if (number < 3 || number % 4 === 0) throw new Error("diverged");
        return x;
      },
      { trials: 30 },
    );
    const why = study.trials.map((trial) => trial.why!);
    expect(why.slice(3, 4)).toEqual(["member 0 starts again: all members failed"]);
    for (const { number, state } of study.trials.slice(8, 25))
      if (state === "failed") {
        const member = /member \d+/.exec(why[number]!)![0];
        const after = why.slice(number + 1).find((each) => each.startsWith(`${member} `));
        expect(after).toMatch(/takes over trial/);
      }
  });

  it("explores each kind of parameter on its own scale, inside its bounds, through branches", async () => {
    const study = await createStudy({ sampler: populationBased({ population: 4, resample: 0.1 }), seed: 1 });
    const space = {
      rate: log(1e-3, 1),
      momentum: oneMinusLog(0.9, 0.999),
      units: int(1, 9),
      size: ordinal(["s", "m", "l"]),
      kind: choice({ a: { on: bool() }, b: { share: float(-1, 1) } }),
    };
    await study.optimize(space, ({ rate, momentum, units }) => rate + momentum + units, { trials: 200 });
    expect(study.trials.every(({ state }) => state === "complete")).toBe(true);
    expect(new Set(study.trials.map(({ params }) => (params.kind as { kind: string }).kind)).size).toBe(2);
  });

  it("ranks members by dominance when there are several objectives", async () => {
    const study = await createStudy({
      sampler: populationBased({ population: 6 }),
      directions: ["minimize", "maximize"],
      seed: 1,
    });
    await study.optimize({ x: float(0, 1), y: float(0, 1) }, ({ x, y }) => [x + y, x - y], { trials: 120 });
    const mean = (from: number, to: number) =>
      study.trials.slice(from, to).reduce((sum, { params }) => sum + (params.y as number), 0) / (to - from);
    // y harms both objectives.
    expect(mean(90, 120)).toBeLessThan(mean(0, 12) / 2);
  });

  it("refuses to repeat points for an objective taken for deterministic", async () => {
    const study = await createStudy({ sampler: populationBased() });
    await expect(study.optimize({ n: int(1, 9) }, ({ n }) => n, { trials: 30 })).rejects.toThrow(
      "`deterministic: false`",
    );
    expect(() => populationBased({ population: 1 })).toThrow("≥ 2: got 1");
    expect(() => populationBased({ perturb: [0] })).toThrow("factors above 0: got [0]");
  });
});
