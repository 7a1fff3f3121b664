import { choice, coarseToFine, createStudy, float, int, log, random, type Sampler } from "@kaviar/tune";
import { describe, expect, it } from "vitest";

const box = (d: number, low: number, high: number) =>
  Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, float(low, high)]));

const medianBest = async (
  make: () => Sampler,
  space: ReturnType<typeof box>,
  objective: (x: number[]) => number,
  trials: number,
) => {
  const bests: number[] = [];
  for (let seed = 0; seed < 11; seed++) {
    const study = await createStudy({ storage: "memory", seed, sampler: make() });
    await study.optimize(space, (params) => objective(Object.values(params) as number[]), { trials });
    bests.push(study.best.value!);
  }
  return bests.sort((a, b) => a - b)[5]!;
};

const mean = (x: number[], f: (v: number) => number) => x.reduce((sum, v) => sum + f(v), 0) / x.length;

/** Space, objective, trials, and how many times less the regret is to be than by chance. */
const suite: readonly [string, ReturnType<typeof box>, (x: number[]) => number, number, number][] = [
  ["sphere-3", box(3, -5, 5), (x) => x.reduce((s, v, i) => s + (v - 4.9 + i) ** 2, 0), 60, 10],
  ["Rosenbrock-5", box(5, -5, 10), (x) => x.slice(1).reduce((s, v, i) => s + 100 * (v - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0), 100, 20], // biome-ignore format: a table
  [
    "Rastrigin-5",
    box(5, -4, 6),
    (x) => x.reduce((s, v) => s + v * v - 10 * Math.cos(2 * Math.PI * v) + 10, 0),
    100,
    1.5,
  ],
  ["Ackley-10", box(10, -10, 30), (x) => -20 * Math.exp(-0.2 * Math.sqrt(mean(x, (v) => v * v))) - Math.exp(mean(x, (v) => Math.cos(2 * Math.PI * v))) + 20 + Math.E, 200, 1.5], // biome-ignore format: a table
  ["Schwefel-4", box(4, -500, 500), (x) => 418.9829 * 4 - x.reduce((s, v) => s + v * Math.sin(Math.sqrt(Math.abs(v))), 0), 150, 1], // biome-ignore format: a table
];

describe("coarseToFine", () => {
  for (const [name, space, objective, trials, times] of suite)
    it(`ends ${times} times below chance on ${name} after ${trials} trials, in the median`, async () => {
      const byChance = await medianBest(random, space, objective, trials);
      expect(await medianBest(coarseToFine, space, objective, trials)).toBeLessThan(byChance / times);
    });

  it("halves the box stage by stage around the best trial, on the parameter's scale, and says so", async () => {
    const study = await createStudy({ storage: "memory", seed: 3, sampler: coarseToFine() });
    await study.optimize({ rate: log(1e-6, 1) }, ({ rate }) => (Math.log10(rate) + 3) ** 2, { trials: 64 });
    // Stages of 8 trials: 50 %, 25 % … of six decades.
    const widths = [3, 1.5, 0.75];
    for (const [i, width] of widths.entries()) {
      const stage = study.trials.slice(8 * (i + 1), 8 * (i + 2));
      const inside = stage.filter(({ why }) => why!.includes("around"));
      expect(inside.length).toBeGreaterThan(4);
      for (const trial of inside) {
        expect(trial.why).toMatch(new RegExp(`^stage ${i + 2}: in ${[50, 25, 13][i]} % of each range around trial`));
        const centre = study.trials[Number(/trial (\d+)/.exec(trial.why!)![1])]!;
        expect(Math.abs(Math.log10(trial.params.rate as number) - Math.log10(centre.params.rate as number))).toBeLessThanOrEqual(width); // biome-ignore format: one thought
      }
    }
  });

  it("keeps drawing from the whole space: 15 % of 700 trials, within three deviations", async () => {
    const study = await createStudy({ storage: "memory", seed: 3, sampler: coarseToFine() });
    await study.optimize(box(1, 0, 1), ({ x0 }) => x0!, { trials: 708 });
    const everywhere = study.trials.slice(8).filter(({ why }) => why!.includes("whole space")).length;
    expect(Math.abs(everywhere - 105)).toBeLessThan(3 * Math.sqrt(700 * 0.15 * 0.85));
  });

  it("finds branch, choice and whole number of a conditional space", async () => {
    const space = {
      kind: choice({ a: { x: float(0, 1) }, b: { depth: int(1, 8), act: choice(["p", "q", "r"]) } }),
      units: int(1, 256, { log: true }),
    };
    const study = await createStudy({ storage: "memory", seed: 1, sampler: coarseToFine() });
    await study.optimize(
      space,
      ({ kind, units }) =>
        Math.abs(Math.log2(units) - 5) +
        (kind.kind === "b" ? 0.1 * Math.abs(kind.depth - 6) + (kind.act === "q" ? 0 : 0.3) : 1 + kind.x),
      { trials: 150 },
    );
    expect(study.best.params).toMatchObject({ kind: { kind: "b", act: "q" } });
    expect(study.best.value).toBeLessThan(0.2);
  });

  it("does not zoom into failed or infeasible trials", async () => {
    const study = await createStudy({ storage: "memory", seed: 1, sampler: coarseToFine() });
    await study.optimize(
      box(2, 0, 1),
      async ({ x0, x1 }, trial) => {
        if (x1! > 0.9) throw new Error("no");
        await trial.constraint("right", 0.5 - x0!);
        return x0! - x1!;
      },
      { trials: 100, concurrency: 4 },
    );
    // The best lies in the corner (½, 0.9).
    expect(study.best.value).toBeLessThan(-0.37);
  });

  it("goes on from the history alone: a fresh sampler at each trial proposes the same", async () => {
    const run = async (sampler: Sampler) => {
      const study = await createStudy({ storage: "memory", seed: 4, sampler });
      await study.optimize(box(3, 0, 1), ({ x0 }) => x0!, { trials: 40 });
      return study.trials.map(({ params }) => params);
    };
    const fresh: Sampler = { name: "coarse-to-fine", propose: (question) => coarseToFine().propose(question) };
    expect(await run(fresh)).toEqual(await run(coarseToFine()));
  });

  it("asks no point of a finite space twice: 120 of 240, and all of 24", async () => {
    const space = { a: choice([0, 1, 2, 3, 4]), b: int(0, 3), c: int(0, 3), d: choice(["x", "y", "z"]) };
    const study = await createStudy({ storage: "memory", seed: 1, sampler: coarseToFine() });
    await study.optimize(space, ({ a, b, c }) => a + b + c, { trials: 120 });
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(120);
    const small = await createStudy({ storage: "memory", seed: 1, sampler: coarseToFine() });
    await small.optimize({ b: int(0, 3), c: choice([1, 2, 3, 4, 5, 6]) }, ({ b, c }) => b + c, { trials: 100 });
    expect(new Set(small.trials.map(({ params }) => JSON.stringify(params))).size).toBe(24);
  });
});
