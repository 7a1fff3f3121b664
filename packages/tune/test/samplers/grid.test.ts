import { bool, choice, constrain, createStudy, float, grid, int, log, type Space } from "@kaviar/tune";
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
