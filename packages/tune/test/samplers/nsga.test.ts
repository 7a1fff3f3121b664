import {
  choice,
  createStudy,
  float,
  hypervolume,
  int,
  keyedRandom,
  nsga2,
  nsga3,
  type Params,
  random,
  type Sampler,
} from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { nichesOf, normalize } from "../../src/samplers/nsga/niching.ts";
import { dasDennis, referencePoints } from "../../src/samplers/nsga/reference-points.ts";
import { childOf } from "../../src/samplers/nsga/variation.ts";
import optuna from "./nsga/optuna.json" with { type: "json" };

const box = (d: number) => Object.fromEntries(Array.from({ length: d }, (_, i) => [`x${i}`, float(0, 1)]));

const zdt1 = (x: number[]) => {
  const g = 1 + (9 * x.slice(1).reduce((a, b) => a + b, 0)) / (x.length - 1);
  return [x[0]!, g * (1 - Math.sqrt(x[0]! / g))];
};

const dtlz2 = (x: number[]) => {
  const g = x.slice(2).reduce((sum, v) => sum + (v - 0.5) ** 2, 0);
  const [a, b] = [(x[0]! * Math.PI) / 2, (x[1]! * Math.PI) / 2];
  return [(1 + g) * Math.cos(a) * Math.cos(b), (1 + g) * Math.cos(a) * Math.sin(b), (1 + g) * Math.sin(a)];
};

const medianVolume = async (
  make: () => Sampler,
  d: number,
  objective: (x: number[]) => number[],
  reference: number[],
  trials: number,
) => {
  const volumes: number[] = [];
  for (let seed = 0; seed < 5; seed++) {
    const directions = reference.map(() => "minimize" as const);
    const study = await createStudy({ storage: "memory", seed, directions, sampler: make() });
    await study.optimize(box(d), (params) => objective(Object.values(params) as number[]), { trials });
    volumes.push(hypervolume((await study.pareto()).map(({ values }) => values!), reference)); // biome-ignore format: one thought
  }
  return volumes.sort((a, b) => a - b)[2]!;
};

describe("variation", () => {
  const space = Array.from({ length: 4 }, (_, i) => ({
    name: `x${i}`,
    domain: { kind: "float" as const, low: 0, high: 1, scale: "linear" as const },
  }));
  const stream = keyedRandom(1, 0, "children");
  const draw = () => stream;

  it("keeps the parents' mean in the mean, and leaves 1 of 4 parameters mutated", () => {
    const mother: Params = { x0: 0.4, x1: 0.4, x2: 0.4, x3: 0.4 };
    const father: Params = { x0: 0.6, x1: 0.6, x2: 0.6, x3: 0.6 };
    let sum = 0;
    for (let i = 0; i < 2000; i++) for (const value of Object.values(childOf(space, [mother, father], draw, 0))) sum += value as number; // biome-ignore format: one thought
    // 8 000 values with a deviation of about 0.12: 0.0013 for the mean.
    expect(Math.abs(sum / 8000 - 0.5)).toBeLessThan(0.005);
    let changed = 0;
    for (let i = 0; i < 2000; i++) for (const value of Object.values(childOf(space, [mother, mother], draw, 0))) if (value !== 0.4) changed++; // biome-ignore format: one thought
    expect(Math.abs(changed - 2000)).toBeLessThan(3 * Math.sqrt(8000 * 0.25 * 0.75));
  });

  it("stays within the bounds, on the grid, and among the choices", () => {
    const mixed = [
      { name: "n", domain: { kind: "int" as const, low: 1, high: 9, scale: "linear" as const, step: 2 } },
      { name: "c", domain: { kind: "categorical" as const, choices: ["a", "b", "c"], ordered: false } },
      { name: "x", domain: { kind: "float" as const, low: 0, high: 1, scale: "linear" as const } },
    ];
    const seen = new Set<unknown>();
    for (let i = 0; i < 2000; i++) {
      const child = childOf(mixed, [{ n: 1, c: "a", x: 0 }, { n: 9, c: "b", x: 1 }], draw, 0); // biome-ignore format: one thought
      expect([1, 3, 5, 7, 9]).toContain(child.n);
      expect(child.x).toBeGreaterThanOrEqual(0);
      expect(child.x).toBeLessThanOrEqual(1);
      seen.add(child.c).add(child.n);
    }
    expect(seen).toEqual(new Set([1, 3, 5, 7, 9, "a", "b", "c"]));
  });
});

describe("reference points and niches", () => {
  it("Das and Dennis: C(m + p − 1, p) points that sum to 1; 91 for 3 objectives and 12 divisions", () => {
    expect(dasDennis(3, 12)).toHaveLength(91);
    for (const point of dasDennis(4, 5)) expect(point.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(dasDennis(4, 5)).toHaveLength(56);
    expect(referencePoints(3, 92)).toHaveLength(91);
    expect(referencePoints(3, 90)).toHaveLength(78);
    expect(referencePoints(2, 10)).toHaveLength(10);
    expect(referencePoints(8, 4)).toHaveLength(8);
  });

  it("finds intercepts: the plane through (2,0,0), (0,4,0), (0,0,8) scales to the unit simplex", () => {
    const front = [[3, 1, 1], [1, 5, 1], [1, 1, 9], [1.5, 2, 3]]; // biome-ignore format: a table
    expect(normalize(front, front)).toEqual([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.25, 0.25, 0.25]]); // biome-ignore format: a table
  });

  it("measures the distance to the nearest line: (3, 4) lies 1/√2 from the diagonal", () => {
    const [niche] = nichesOf([[3, 4]], [[1, 0], [0.5, 0.5], [0, 1]]); // biome-ignore format: a table
    expect(niche!.direction).toBe(1);
    expect(niche!.distance).toBeCloseTo(Math.SQRT1_2, 12);
  });
});

describe("nsga2 and nsga3", () => {
  it("ZDT1 with 10 parameters after 200 trials, reference (1.1, 6): a tenth above Optuna 5's median", async () => {
    const byChance = await medianVolume(random, 10, zdt1, [1.1, 6], 200);
    for (const make of [nsga2, nsga3]) {
      const volume = await medianVolume(make, 10, zdt1, [1.1, 6], 200);
      expect(volume).toBeGreaterThan(optuna[make().name as "nsga2"].zdt1 * 1.1);
      expect(volume).toBeGreaterThan(byChance + 0.8);
    }
  });

  it("DTLZ2 with 3 objectives after 300 trials, reference (2, 2, 2): above Optuna 5's median", async () => {
    const byChance = await medianVolume(random, 7, dtlz2, [2, 2, 2], 300);
    expect(byChance).toBeLessThan(6.9);
    expect(await medianVolume(nsga2, 7, dtlz2, [2, 2, 2], 300)).toBeGreaterThan(optuna.nsga2.dtlz2);
    expect(await medianVolume(nsga3, 7, dtlz2, [2, 2, 2], 300)).toBeGreaterThan(optuna.nsga3.dtlz2);
  });

  it("nsga2 with one objective is a plain genetic algorithm: Rastrigin-5 below chance by half after 100 trials", async () => {
    const rastrigin = (x: number[]) => x.reduce((s, v) => s + v * v - 10 * Math.cos(2 * Math.PI * v) + 10, 0);
    const medianBest = async (make: () => Sampler) => {
      const bests: number[] = [];
      for (let seed = 0; seed < 9; seed++) {
        const study = await createStudy({ storage: "memory", seed, sampler: make() });
        await study.optimize(box(5), (x) => rastrigin((Object.values(x) as number[]).map((u) => 10 * u - 4)), { trials: 100 }); // biome-ignore format: one thought
        bests.push(study.best.value!);
      }
      return bests.sort((a, b) => a - b)[4]!;
    };
    expect(await medianBest(nsga2)).toBeLessThan((await medianBest(random)) / 1.5);
  });

  const space = { x: float(0, 1), kind: choice({ a: { rate: float(0, 1) }, b: { depth: int(1, 8) } }) };

  for (const make of [nsga2, nsga3])
    it(`${make().name} lives with conditions, constraints, failures and 6 at once, and names the parents`, async () => {
      const study = await createStudy({ storage: "memory", seed: 2, directions: ["minimize", "maximize"], sampler: make() }); // biome-ignore format: one thought
      await study.optimize(
        space,
        async ({ x, kind }, trial) => {
          if (trial.number % 9 === 0) throw new Error("no");
          await trial.constraint("not too far", x - 0.7);
          return [x + (kind.kind === "a" ? 1 + kind.rate : 0), kind.kind === "a" ? x : x + kind.depth / 8];
        },
        { trials: 200, concurrency: 6 },
      );
      const front = await study.pareto();
      expect(hypervolume(front.map(({ values }) => [values![0]!, -values![1]!]), [1, 0])).toBeGreaterThan(1.3); // biome-ignore format: one thought
      expect(front.every(({ params }) => (params.x as number) <= 0.7)).toBe(true);
      expect(study.trials.at(-1)!.why).toMatch(/^a child of trials \d+ and \d+$/);
    });

  it("goes on from the history alone: a fresh sampler at each trial proposes the same", async () => {
    for (const make of [nsga2, nsga3]) {
      const run = async (sampler: Sampler) => {
        const study = await createStudy({ storage: "memory", seed: 4, directions: ["minimize", "minimize"], sampler });
        await study.optimize(box(3), (x) => zdt1(Object.values(x) as number[]) as [number, number], { trials: 60 });
        return study.trials.map(({ params }) => params);
      };
      expect(await run({ name: "fresh", propose: (question) => make().propose(question) })).toEqual(await run(make()));
    }
  });

  it("asks no point of a finite space twice: 120 of 240, and all of 24", async () => {
    const finite = { a: choice([0, 1, 2, 3, 4]), b: int(0, 3), c: int(0, 3), d: choice(["x", "y", "z"]) };
    const study = await createStudy({ storage: "memory", seed: 1, sampler: nsga2() });
    await study.optimize(finite, ({ a, b, c }) => a + b + c, { trials: 120 });
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(120);
    const small = await createStudy({ storage: "memory", seed: 1, directions: ["minimize", "minimize"], sampler: nsga3() }); // biome-ignore format: one thought
    await small.optimize({ b: int(0, 3), c: choice([1, 2, 3, 4, 5, 6]) }, ({ b, c }) => [b, c], { trials: 100 });
    expect(new Set(small.trials.map(({ params }) => JSON.stringify(params))).size).toBe(24);
  });

  it("lives with losses of ±Infinity", async () => {
    for (const make of [nsga2, nsga3]) {
      const study = await createStudy({ storage: "memory", seed: 4, directions: ["minimize", "minimize"], sampler: make() }); // biome-ignore format: one thought
      await study.optimize(box(2), ({ x0 }, trial) => (trial.number % 4 === 0 ? [Infinity, -Infinity] : [x0!, 1 - x0!]), { trials: 60 }); // biome-ignore format: one thought
      expect(study.trials).toHaveLength(60);
    }
  });
});
