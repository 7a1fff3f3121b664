import {
  bool,
  choice,
  constrain,
  createStudy,
  fixed,
  float,
  grid,
  int,
  type LiveTrial,
  log,
  type Space,
} from "@kaviar/tune";
import { describe, expect, it } from "vitest";

const trialsOf = async (space: Space, options?: Parameters<typeof grid>[0], deterministic = true) => {
  const study = await createStudy({ storage: "memory", sampler: grid(options), seed: 1, deterministic });
  const { stopped } = await study.optimize(space, () => 0, { trials: 1000 });
  return { stopped, params: study.trials.map(({ params }) => params) };
};

describe("a grid", () => {
  it("takes both ends and the middle of each number before what lies between", async () => {
    const { params, stopped } = await trialsOf({ x: float(0, 1) }, { resolution: 5 });
    expect(params.map(({ x }) => x)).toEqual([0, 1, 0.5, 0.25, 0.75]);
    expect(stopped).toBe("every point of the space was asked");
  });

  it("spaces values evenly on a parameter's own scale", async () => {
    const { params } = await trialsOf({ rate: log(1e-4, 1) }, { resolution: 3 });
    const rates = params.map(({ rate }) => rate as number);
    for (const [i, rate] of [1e-4, 1, 1e-2].entries()) expect(rates[i]).toBeCloseTo(rate, 12);
  });

  it("covers the corners of a plane with its first four points", async () => {
    const { params } = await trialsOf({ x: float(0, 1), y: float(-1, 1) }, { resolution: 9 });
    expect(params).toHaveLength(81);
    expect(params.slice(0, 4)).toEqual([
      { x: 0, y: -1 },
      { x: 0, y: 1 },
      { x: 1, y: -1 },
      { x: 1, y: 1 },
    ]);
  });

  it("lists branches: 2 × (2 + 3) points", async () => {
    const { params } = await trialsOf({ a: bool(), b: choice({ x: { c: bool() }, y: { d: int(1, 3) }, z: {} }) });
    expect(params).toHaveLength(2 * (2 + 3 + 1));
    expect(new Set(params.map((point) => JSON.stringify(point))).size).toBe(12);
  });

  it("takes the values it is given, by flat name", async () => {
    const values = { rate: [0.1, 0.01], "kind.a.n": [7] };
    const space = { rate: log(1e-4, 1), kind: choice({ a: { n: int(1, 9) }, b: {} }) };
    const { params } = await trialsOf(space, { values });
    expect(params).toHaveLength(4);
    expect(params).toContainEqual({ rate: 0.01, kind: { kind: "a", n: 7 } });
  });

  it("leaves out points that break a constraint", async () => {
    const { params } = await trialsOf(constrain({ a: int(0, 3), b: int(0, 3) }, ({ a, b }) => a < b));
    expect(params).toHaveLength(6);
  });

  it("ends also when points may repeat", async () => {
    expect((await trialsOf({ x: float(0, 1) }, { resolution: 4 }, false)).params).toHaveLength(4);
  });

  it("goes on where it stopped", async () => {
    const study = await createStudy({ storage: "memory", sampler: grid({ resolution: 5 }), seed: 1 });
    await study.optimize({ x: float(0, 1) }, () => 0, { trials: 2 });
    await study.optimize({ x: float(0, 1) }, () => 0, { trials: 4, concurrency: 2 });
    expect(study.trials.map(({ params }) => params.x)).toEqual([0, 1, 0.5, 0.25]);
  });

  it("names the number that needs a resolution, the unknown name, and the value outside", async () => {
    await expect(trialsOf({ x: float(0, 1) })).rejects.toThrow("`x` is a number without a step");
    await expect(trialsOf({ n: int(0, 1) }, { values: { m: [1] } })).rejects.toThrow("got `values` for `m`");
    await expect(trialsOf({ n: int(0, 1) }, { values: { n: [2] } })).rejects.toThrow("got 2");
    await expect(trialsOf({ n: int(0, 2 ** 40) })).rejects.toThrow("at most 1000000 points");
    expect(() => grid({ resolution: 0 })).toThrow("`resolution` of grid must be a whole number ≥ 1: got 0");
  });
});

describe("a grid of a define-by-run objective", () => {
  const byHand = async (objective: (trial: LiveTrial) => number, sampler: ReturnType<typeof grid>, concurrency = 1) => {
    const study = await createStudy({ sampler, seed: 1 });
    const waiting = async (trial: LiveTrial) => {
      const value = objective(trial);
      await Promise.resolve();
      return value;
    };
    await study.optimize(null, waiting, { concurrency });
    return study.trials.map(({ params }) => JSON.stringify(params));
  };

  it.each([1, 3])(
    "has the values that are given, from the first trial on, and then the study ends: %i at once",
    async (concurrency) => {
      const objective = (trial: LiveTrial) => {
        trial.int("a", 0, 100);
        trial.float("b", -1, 1);
        trial.choice("c", ["x", null, 2]);
        return 0;
      };
      const asked = await byHand(
        objective,
        grid({ values: { a: [0, 50], b: [-1, -0.5, 0.1], c: [null, 2] } }),
        concurrency,
      );
      const wanted = [0, 50].flatMap((a) =>
        [-1, -0.5, 0.1].flatMap((b) => [null, 2].map((c) => JSON.stringify({ a, b, c }))),
      );
      expect([...asked].sort()).toEqual([...wanted].sort());
    },
  );

  it("spaces whole numbers as a resolution says once their range is known, and asks no others", async () => {
    const asked = await byHand((trial) => trial.int("n", 0, 100), grid({ resolution: 3 }));
    expect(asked.slice(1)).toEqual(['{"n":0}', '{"n":100}', '{"n":50}']);
  });

  it("leaves out what is held", async () => {
    const sampler = fixed(grid({ values: { a: [0, 50], b: [1, 2] } }), { b: 2 });
    expect(await byHand((trial) => trial.int("a", 0, 100) + trial.int("b", 0, 9), sampler)).toEqual([
      '{"a":0,"b":2}',
      '{"a":50,"b":2}',
    ]);
  });

  it("ends with an error for a value that is outside, and for a number that has none", async () => {
    await expect(byHand((trial) => trial.int("a", 0, 100), grid({ values: { a: [110] } }))).rejects.toThrow("got 110");
    const two = (trial: LiveTrial) => trial.int("a", 0, 100) + trial.float("b", 0, 1);
    await expect(byHand(two, grid({ values: { a: [0, 50] } }))).rejects.toThrow("`b` is a number without a step");
  });
});
