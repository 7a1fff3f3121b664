import { bool, choice, createStudy, float, gp, int, type LiveTrial, random, type Sampler, tpe } from "@kaviar/tune";
import { describe, expect, it } from "vitest";

const space = { c: choice(["a", "b", "c", "d", "e"]), i: int(0, 3), j: int(0, 3), k: choice(["p", "q", "r"]) };
const loss = ({ c, i, j, k }: { c: string; i: number; j: number; k: string }) =>
  (c === "d" ? 0 : 1) + (i - 2) ** 2 + 0.5 * (j - 1) ** 2 + (k === "q" ? 0 : 0.3);

describe("a space of 240 points", () => {
  it("is asked by the model to its last point, never by chance", async () => {
    const study = await createStudy({ storage: "memory", sampler: tpe(), seed: 5 });
    const { stopped } = await study.optimize(space, loss, { trials: 400 });
    expect(stopped).toBe("every point of the space was asked");
    expect(study.trials).toHaveLength(240);
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(240);
    expect(study.trials.every(({ sampler }) => sampler === "tpe")).toBe(true);
  });

  it("may be asked again where the objective is not deterministic", async () => {
    const study = await createStudy({ storage: "memory", sampler: tpe(), seed: 5, deterministic: false });
    await study.optimize(space, loss, { trials: 300 });
    expect(study.trials).toHaveLength(300);
  });
});

const branches = choice({ none: {}, flag: { on: bool() }, rate: { value: float(0, 1) } });

describe("a point that a deterministic objective has been asked for", () => {
  it.each<[string, () => Sampler]>([
    ["random", random],
    ["tpe", tpe],
  ])("is not asked again by %s, though other branches of the space are endless", async (_, sampler) => {
    const study = await createStudy({ storage: "memory", sampler: sampler(), seed: 5 });
    await study.optimize({ branches }, ({ branches: { kind } }) => (kind === "none" ? 0 : 1), { trials: 30 });
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(30);
  });

  it("is not asked again by gp, though all that its model hopes for is at a corner", async () => {
    const study = await createStudy({ storage: "memory", sampler: gp(), seed: 5 });
    await study.optimize({ x: float(-1, 1), y: float(0, 1) }, ({ x, y }) => (x > 0 ? Infinity : x + y), { trials: 30 });
    expect(study.best.value).toBe(-1);
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(30);
  });

  it("is not asked again while eight define-by-run trials start at once, in a space that none has shown yet", async () => {
    const study = await createStudy({ storage: "memory", sampler: tpe(), seed: 5 });
    const ask = async (trial: LiveTrial) => {
      const value = trial.int("i", 0, 3) + (trial.choice("k", ["p", "q", "r"]) === "q" ? 0 : 1);
      await new Promise((resolve) => setTimeout(resolve, (trial.number * 7) % 5));
      return value;
    };
    const { stopped } = await study.optimize(null, ask, { trials: 50, concurrency: 8 });
    expect(stopped).toBe("every point of the space was asked");
    expect(new Set(study.trials.map(({ params: { i, k } }) => `${i}${k}`)).size).toBe(12);
    expect(study.trials).toHaveLength(12);
  });

  it("is asked again where a user enqueues it", async () => {
    const study = await createStudy({ storage: "memory", sampler: tpe(), seed: 5 });
    const ask = (trial: LiveTrial) => trial.int("i", 0, 3);
    for (let i = 0; i < 3; i++) await study.enqueue({ i: 2 });
    await study.optimize(null, ask, { trials: 4 });
    expect(study.trials.slice(0, 3).map(({ params }) => params.i)).toEqual([2, 2, 2]);
    expect(study.trials[3]!.params.i).not.toBe(2);
  });
});

it("no sampler is said to have been enqueued where nothing was: a space of constants", async () => {
  const study = await createStudy({ storage: "memory", seed: 5 });
  await study.optimize({ k: 30 }, ({ k }) => k, { trials: 2 });
  expect(study.trials.map(({ sampler }) => sampler)).toEqual(["gp", "trustRegion"]);
});

it("a range that depends on another parameter is never counted: all 10 points n, m ≤ n are asked", async () => {
  const study = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
  await study.optimize(null, (trial) => trial.int("m", 0, trial.int("n", 0, 3)), { trials: 60 });
  expect(new Set(study.trials.map(({ params: { m, n } }) => `${m} ${n}`)).size).toBe(10);
});
