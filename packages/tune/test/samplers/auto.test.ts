import { describe, expect, test } from "vitest";
import { auto, choice, createStudy, float, gp, int, type Sampler, type Space } from "../../src/index.ts";

const study = (sampler: Sampler = auto(), seed = 1) => createStudy({ storage: "memory", sampler, seed });

const cube: Space = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`x${i}`, float(-5, 5)]));

const sphere = (params: Readonly<Record<string, unknown>>): number =>
  Object.values(params).reduce<number>((sum, x, i) => sum + (i + 1) * ((x as number) - 1.3) ** 2, 0);

describe("the first trials", () => {
  test("are the middle of the space, then a step along each axis, from the best so far", async () => {
    const s = await study();
    await s.optimize(cube, sphere, { trials: 12 });
    const points = s.trials.map(({ params }) => Object.values(params) as number[]);
    expect(points[0]).toEqual([0, 0, 0, 0, 0]);
    for (let i = 1; i <= 5; i++) {
      const before = s.trials.slice(0, i);
      const best = before.reduce((a, b) => (b.value! < a.value! ? b : a)).number;
      const moved = points[i]!.map((x, k) => Math.abs(x - points[best]![k]!));
      expect(moved.filter((each) => each > 0)).toHaveLength(1);
      expect(moved[i - 1]).toBeGreaterThanOrEqual(1);
      expect(moved[i - 1]).toBeLessThanOrEqual(2);
    }
  });

  test("are spread over a space with choices: near one of them nothing is learned of the others", async () => {
    const s = await study();
    const space = { kind: choice({ a: { u: float(0, 1) }, b: { n: int(1, 3) } }), r: float(0, 1) };
    await s.optimize(space, ({ r }) => r, { trials: 12 });
    expect(s.trials.every(({ sampler }) => sampler === "gp")).toBe(true);
    expect(new Set(s.trials.slice(0, 6).map(({ params }) => (params.kind as { kind: string }).kind)).size).toBe(2);
  });
});

const isIn = (names: readonly string[]) => (trial: { sampler?: string | undefined }) => names.includes(trial.sampler!);

describe("then what is near the best has all", () => {
  test("while it leads on, and from then on two models take turns, with another one when nothing better comes", async () => {
    const s = await study();
    await s.optimize(cube, sphere, { trials: 60 });
    const first = s.trials.findIndex(isIn(["gp"]));
    expect(first).toBeGreaterThan(10);
    expect(first).toBeLessThan(40);
    expect(s.trials.slice(0, first).every(isIn(["trustRegion"]))).toBe(true);
    for (const { number, sampler } of s.trials.slice(first))
      if (sampler !== "tpe") expect(sampler).toBe(number % 2 === 1 ? "trustRegion" : "gp");
    const others = s.trials.filter(isIn(["tpe"])).map(({ number }) => number);
    expect(others).toContain(57);
    expect(others.every((number) => number > 18 + 6 && number % 3 === 0)).toBe(true);
  });

  test("of eight trials a parameter at most, however long it leads on", async () => {
    const s = await study();
    await s.optimize(cube, () => -s.trials.length, { trials: 44 });
    expect(s.trials.slice(0, 40).every(isIn(["trustRegion"]))).toBe(true);
    expect(s.trials.slice(40).map(({ sampler }) => sampler)).toEqual(["gp", "trustRegion", "gp", "trustRegion"]);
  });

  test("both go by the derivatives that are told", async () => {
    const s = await study();
    await s.optimize(
      cube,
      async (params, trial) => {
        await trial.hypergradient(() =>
          Object.fromEntries(
            Object.keys(cube).map((name, i) => [name, 2 * (i + 1) * ((params[name] as number) - 1.3)]),
          ),
        );
        return sphere(params);
      },
      { trials: 18 },
    );
    const chosen = s.trials.slice(6);
    expect(new Set(chosen.map(({ sampler }) => sampler))).toEqual(new Set(["gp", "trustRegion"]));
    expect(chosen.filter(({ why }) => !why?.includes("derivatives too"))).toEqual([]);
    expect(s.best.value!).toBeLessThan(1e-4);
  });

  test("also among failures, and with four at once: both are asked", async () => {
    const s = await study();
    await s.optimize(
      cube,
      (params) => {
        if ((params.x0 as number) > 2) throw new Error("too far");
        return sphere(params);
      },
      { trials: 52, concurrency: 4 },
    );
    expect(s.trials.every(({ state }) => state === "complete" || state === "failed")).toBe(true);
    const count = (name: string) => s.trials.filter(({ sampler }) => sampler === name).length;
    expect(count("gp")).toBeGreaterThan(3);
    expect(count("trustRegion")).toBeGreaterThan(6);
  });

  test("with a study to begin from, its model comes before the middle", async () => {
    const storage = "memory";
    const first = await createStudy({ storage, name: "first", sampler: auto(), seed: 1 });
    await first.optimize(cube, sphere, { trials: 30 });
    const second = await createStudy({ storage, name: "second", sampler: auto(), seed: 2, warmStart: [first] });
    await second.optimize(cube, sphere, { trials: 12 });
    expect(second.trials.slice(0, 6).every(({ sampler }) => sampler !== "trustRegion")).toBe(true);
  });
});

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const medianOf = async (sampler: () => Sampler, space: Space, f: (x: number[]) => number, trials: number) => {
  const found: number[] = [];
  for (const seed of [1, 2, 3, 4, 5]) {
    const s = await study(sampler(), seed);
    await s.optimize(space, (params) => f(Object.values(params) as number[]), { trials });
    found.push(s.best.value!);
  }
  return median(found);
};

describe("what it finds", () => {
  test("of a narrow valley across the axes, less than a model of all points alone", async () => {
    const plane = { a: float(-1, 1), b: float(-1, 1) };
    const valley = ([a, b]: number[]) => 1e4 * (a! + b! - 0.3) ** 2 + (a! - b! - 0.1) ** 2;
    expect(await medianOf(auto, plane, valley, 40)).toBeLessThan(await medianOf(gp, plane, valley, 40));
  }, 120_000);

  test("a better minimum far from the one in the middle", async () => {
    const plane = { a: float(0, 1), b: float(0, 1) };
    const bowl = (x: number[], at: number) => x.reduce((sum, each) => sum + 20 * (each - at) ** 2, 0);
    const two = (x: number[]) => Math.min(bowl(x, 0.5) + 0.3, bowl(x, 0.85));
    expect(await medianOf(auto, plane, two, 40)).toBeLessThan(0.01);
  }, 120_000);
});
