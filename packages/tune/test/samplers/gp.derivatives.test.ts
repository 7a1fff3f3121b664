import { choice, createStudy, float, gp, int, type LiveTrial, log, type StudyOptions } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { samplerConformance } from "../../src/conformance.ts";
import { informed } from "./hypergradient/informed.ts";

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const braninSpace = { a: float(-5, 10), b: float(0, 15) };
type At = Readonly<{ a: number; b: number }>;
const valley = ({ a, b }: At) => b - (5.1 * a * a) / (4 * Math.PI ** 2) + (5 * a) / Math.PI - 6;
const ripple = 10 * (1 - 1 / (8 * Math.PI));
const branin = (at: At) => valley(at) ** 2 + ripple * Math.cos(at.a) + 10;
const derivatives = (at: At) => ({
  a: 2 * valley(at) * (5 / Math.PI - (5.1 * at.a) / (2 * Math.PI ** 2)) - ripple * Math.sin(at.a),
  b: 2 * valley(at),
});

/** Studies of Branin that tell so many times their derivatives; 0: none. */
const studies = (trials: number, share: number, options: Partial<StudyOptions> = {}, seeds = [0, 1, 2]) => {
  const sign = options.direction === "maximize" ? -1 : 1;
  return Promise.all(
    seeds.map(async (seed) => {
      const study = await createStudy({ storage: "memory", sampler: gp(), seed, ...options });
      const objective = async (at: At, trial: LiveTrial) => {
        const { a, b } = derivatives(at);
        if (share !== 0) await trial.hypergradient(() => ({ a: sign * share * a, b: sign * share * b }));
        return sign * branin(at);
      };
      await study.optimize(braninSpace, objective, { trials });
      return study;
    }),
  );
};
const missed = (all: Awaited<ReturnType<typeof studies>>): number =>
  median(all.map((study) => Math.abs(study.best.value!) - 0.39788735772973816));

describe("gp with derivatives that objectives tell", () => {
  it("is within 1e-5 of Branin's minimum after 20 trials; without them it is not within 0.01", async () => {
    expect(missed(await studies(20, 1))).toBeLessThan(1e-5);
    expect(missed(await studies(20, 0))).toBeGreaterThan(0.01);
  });

  it("does not believe those with the wrong sign: within 0.001 after 24 trials all the same", async () => {
    const all = await studies(24, -1);
    expect(missed(all)).toBeLessThan(1e-3);
    expect(all[0]!.trials.at(-1)!.why).toBe(
      "most expected improvement, by values alone: derivatives do not help to foretell them",
    );
  });

  it("says how many it goes by", async () => {
    const [study] = await studies(6, 1, {}, [1]);
    expect(study!.trials.map(({ why }) => why)).toEqual([
      ...new Array(3).fill("one of 3 points spread evenly, to begin with"),
      "most expected improvement, by 6 derivatives too",
      "most expected improvement, by 8 derivatives too",
      "most expected improvement, by 10 derivatives too",
    ]);
  });

  it("turns them round where more is better", async () => {
    const [down] = await studies(12, 1, {}, [4]);
    const [up] = await studies(12, 1, { direction: "maximize" }, [4]);
    expect(up!.trials.map(({ params }) => params)).toEqual(down!.trials.map(({ params }) => params));
  });

  it("takes those that are told of some parameters, in some trials, among choices, whole numbers and branches", async () => {
    const study = await createStudy({ storage: "memory", sampler: gp(), seed: 2 });
    const space = {
      x: float(-5, 5),
      rate: log(1e-4, 1),
      n: int(0, 20),
      of: choice({ line: { y: float(-3, 3) }, point: {} }),
    };
    await study.optimize(
      space,
      async ({ x, rate, n, of }, trial) => {
        const t = Math.log10(rate) + 2;
        if (trial.number % 3 !== 1)
          await trial.hypergradient(() => ({
            x: 2 * x,
            rate: (2 * t) / (rate * Math.LN10),
            ...(of.kind === "line" && { "of.line.y": 2 * (of.y - 1) }),
            n: Number.NaN,
          }));
        return x * x + t * t + 0.05 * (n - 7) ** 2 + (of.kind === "line" ? (of.y - 1) ** 2 : 1);
      },
      { trials: 30 },
    );
    expect(study.best.params).toMatchObject({ n: 7, of: { kind: "line" } });
    expect(study.best.value!).toBeLessThan(1e-3);
    expect((await study.replay({ trials: 30 })).differences).toEqual([]);
  });

  it.each([
    ["a constant", () => 1, () => 0],
    ["a constant that claims to be steep", () => 1, (x: number) => 1e5 * x],
    ["steps without a slope", (x: number) => Math.round(x), () => 0],
    ["slopes of any size", (x: number) => x * x, (x: number, number: number) => 2 * x * 10 ** (40 * (number % 3) - 40)],
    ["values of any size", (x: number) => 10 ** (30 * x), (x: number) => Math.LN10 * 30 * 10 ** (30 * x)],
  ])("goes on with %s, also where points are repeated, and with four at once", async (_, value, slope) => {
    const study = await createStudy({ storage: "memory", sampler: gp(), seed: 3, deterministic: false });
    for (let i = 0; i < 6; i++) await study.enqueue({ x: 0.5, y: i % 2 });
    await study.optimize(
      { x: float(-5, 5), y: float(-5, 5) },
      async ({ x, y }, trial) => {
        await trial.hypergradient(() => ({ x: slope(x, trial.number), y: slope(y, trial.number) }));
        return value(x) + value(y);
      },
      { trials: 18, concurrency: 4 },
    );
    expect(study.trials.every(({ state }) => state === "complete")).toBe(true);
    expect(study.trials.at(-1)!.why).toMatch(/derivatives/);
  });

  it("hears what an objective tells in a worker", async () => {
    const study = await createStudy({ storage: "memory", sampler: gp(), seed: 1 });
    const objective = new URL("hypergradient/objective.ts", import.meta.url);
    await study.optimize({ x: float(-5, 5) }, objective, { trials: 5, workers: 1 });
    expect(study.trials.at(-1)!.why).toContain("derivatives too");
  });
});

describe("gp with derivatives as a sampler", () => {
  const make = () => informed(gp());
  for (const { name, run } of samplerConformance) it(name, () => run(make));
});
