import { readFileSync } from "node:fs";
import {
  choice,
  createStudy,
  type Dimension,
  float,
  importanceByTag,
  importanceOf,
  int,
  log,
  ordinal,
  random,
  type Study,
  type TrialRecord,
} from "@kaviar/tune";
import { describe, expect, it } from "vitest";

interface Recorded {
  readonly params: readonly Record<string, string | number>[];
  readonly values: readonly number[];
  readonly fanova: Readonly<Record<string, number>>;
  readonly pedAnova: Readonly<Record<string, number>>;
}

/** Optuna 5.0.0 on fixed studies: `record.py`. */
const optuna = JSON.parse(readFileSync(new URL("optuna.json", import.meta.url), "utf8")) as Record<
  "linear" | "mixed" | "scaled" | "conditional",
  Recorded
>;

const real = (name: string, low: number, high: number, scale: "linear" | "log" = "linear"): Dimension => ({
  name,
  domain: { kind: "float", low, high, scale },
});

const spaces: Record<keyof typeof optuna, readonly Dimension[]> = {
  linear: [real("x", 0, 1), real("y", 0, 1), real("z", 0, 1)],
  mixed: [
    { name: "kind", domain: { kind: "categorical", choices: ["a", "b", "c"], ordered: false } },
    { name: "n", domain: { kind: "int", low: 1, high: 8, scale: "linear", step: 1 } },
    real("x", -2, 2),
    real("idle", 0, 1),
  ],
  scaled: [
    real("rate", 1e-5, 1, "log"),
    { name: "units", domain: { kind: "int", low: 8, high: 512, scale: "log", step: 1 } },
    real("drop", 0, 0.8),
  ],
  conditional: [
    { name: "optimizer", domain: { kind: "categorical", choices: ["sgd", "adam"], ordered: false } },
    real("rate", -3, 3),
    { ...real("momentum", 0, 1), when: { name: "optimizer", in: ["sgd"] } },
    { ...real("beta", 0, 1), when: { name: "optimizer", in: ["adam"] } },
  ],
};

const historyOf = (
  dimensions: readonly Dimension[],
  params: readonly Record<string, string | number>[],
  values: readonly number[],
) => {
  const trials = params.map(
    (each, number): TrialRecord => ({
      number,
      state: "complete",
      params: each,
      dimensions,
      values: [values[number]!],
      attributes: {},
      constraints: {},
      attempt: 1,
    }),
  );
  return {
    directions: ["minimize" as const],
    trials,
    finished: trials,
    running: new Map(),
    reports: () => new Map(),
    rewrites: 0,
    revision: 0,
    version: 0,
  };
};

const recorded = (name: keyof typeof optuna, method: "fanova" | "pedAnova") => {
  const { params, values } = optuna[name];
  const all = importanceOf(historyOf(spaces[name], params, values), spaces[name], { method });
  return Object.fromEntries(all.map((each) => [each.name, each.importance]));
};

const ranking = (shares: Readonly<Record<string, number>>) =>
  Object.keys(shares).sort((a, b) => shares[b]! - shares[a]!);

describe("fANOVA", () => {
  it("finds the analytic shares 16/21, 4/21, 1/21 of f = 4x + 2y + z", async () => {
    const study = await createStudy({ sampler: random(), seed: 1 });
    const space = { x: float(0, 1), y: float(0, 1), z: float(0, 1) };
    await study.optimize(space, ({ x, y, z }) => 4 * x + 2 * y + z, { trials: 500 });
    const found = await study.importance();
    expect(found.map(({ name }) => name)).toEqual(["x", "y", "z"]);
    for (const [i, share] of [16 / 21, 4 / 21, 1 / 21].entries())
      expect(Math.abs(found[i]!.importance - share)).toBeLessThan(0.03);
    expect(found[0]).toMatchObject({ method: "fanova", trials: 500, parameters: ["x"] });
  });

  it("gives a product's variance to the pair: of (x − ½)(y − ½) all of it, of x·y one seventh", async () => {
    const study = await createStudy({ sampler: random(), seed: 2 });
    await study.optimize({ x: float(0, 1), y: float(0, 1) }, ({ x, y }) => x * y, { trials: 500 });
    const found = await study.importance({ interactions: true });
    const share = (name: string) => found.find((each) => each.name === name)!.importance;
    // Var xy = 1/9 − 1/16 = 7/144; Var E[xy|x] = ¼ · 1/12 = 3/144; the rest, 1/144, is the pair's.
    expect(Math.abs(share("x") - 3 / 7)).toBeLessThan(0.05);
    expect(Math.abs(share("y") - 3 / 7)).toBeLessThan(0.05);
    expect(Math.abs(share("x × y") - 1 / 7)).toBeLessThan(0.05);
    expect(found.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 10);
  });

  it("integrates on the parameter's scale: log10 of a rate over 5 decades and x over 5 have equal shares", async () => {
    const study = await createStudy({ sampler: random(), seed: 3 });
    await study.optimize({ rate: log(1e-5, 1), x: float(0, 5) }, ({ rate, x }) => Math.log10(rate) + x, {
      trials: 400,
    });
    for (const { importance } of await study.importance()) expect(Math.abs(importance - 0.5)).toBeLessThan(0.05);
  });

  it.each(["linear", "mixed"] as const)("agrees with Optuna on the %s study", (name) => {
    const ours = recorded(name, "fanova");
    expect(ranking(ours)).toEqual(ranking(optuna[name].fanova));
    for (const [each, share] of Object.entries(optuna[name].fanova))
      expect(Math.abs(ours[each]! - share)).toBeLessThan(0.04);
  });

  it("ranks as Optuna does the parameters that Optuna ranks: on log scales, and those that are always active", () => {
    expect(ranking(recorded("scaled", "fanova"))[0]).toBe("rate");
    const ours = recorded("conditional", "fanova");
    expect(Object.values(ours).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1 + 1e-12);
    expect(ranking(ours).filter((name) => name in optuna.conditional.fanova)).toEqual(
      ranking(optuna.conditional.fanova),
    );
  });

  it("gives nothing to a parameter whose branch no complete trial has: y = 2x of the other branch is all x", () => {
    const params = Array.from({ length: 12 }, (_, i) => ({ optimizer: "sgd", rate: i / 4, momentum: 0.5 }));
    const history = historyOf(
      spaces.conditional,
      params,
      params.map(({ rate }) => 2 * rate),
    );
    const shares = importanceOf(history, spaces.conditional).map(({ name, importance }) => [name, importance] as const);
    const zero = expect.closeTo(0, 10);
    expect(Object.fromEntries(shares)).toEqual({
      rate: expect.closeTo(1, 10),
      optimizer: zero,
      momentum: zero,
      beta: 0,
    });
  });

  it("judges a conditional parameter where it is active, weighted by how often", async () => {
    // kind a (half of the trials): 2u, Var = 1/3. kind b: v, Var = 1/12. The means are 1 and 1/2: Var of kind = 1/16.
    // The whole: 1/16 + ½ · 1/3 + ½ · 1/12 = 13/48, so kind 3/13, u 8/13, v 2/13.
    const study = await createStudy({ sampler: random(), seed: 4 });
    const space = { kind: choice({ a: { u: float(0, 1) }, b: { v: float(0, 1) } }) };
    await study.optimize(space, ({ kind }) => (kind.kind === "a" ? 2 * kind.u : kind.v), { trials: 1000 });
    const found = await study.importance();
    const shares = Object.fromEntries(found.map(({ name, importance }) => [name, importance]));
    expect(Math.abs(shares.kind! - 3 / 13)).toBeLessThan(0.04);
    expect(Math.abs(shares["kind.a.u"]! - 8 / 13)).toBeLessThan(0.04);
    expect(Math.abs(shares["kind.b.v"]! - 2 / 13)).toBeLessThan(0.04);
    const active = found.filter(({ name }) => name !== "kind").map(({ trials }) => trials);
    expect(active[0]! + active[1]!).toBe(1000);
  });

  it("does not depend on the order of the trials' categories or on idle parameters", async () => {
    const study = await createStudy({ sampler: random(), seed: 5 });
    const space = { c: choice(["p", "q", "r", "s"]), o: ordinal(["s", "m", "l"]), idle: float(0, 1) };
    const value = { p: 0, q: 4, r: 1, s: 5 };
    await study.optimize(space, ({ c, o }) => value[c] + { s: 0, m: 1, l: 2 }[o], { trials: 36 * 10, ...repeat });
    const found = await study.importance();
    // Var c = (0 + 16 + 1 + 25)/4 − 2.5² = 4.25; Var o = 2/3.
    expect(found[0]!.name).toBe("c");
    expect(Math.abs(found[0]!.importance - 4.25 / (4.25 + 2 / 3))).toBeLessThan(0.03);
    expect(found[2]!.importance).toBeLessThan(0.01);
  });
});

const repeat = { concurrency: 1 };

describe("fANOVA of values with outliers", () => {
  const space = { x: float(0, 1), y: float(0, 1), z: float(0, 1) };
  const plane = ({ x, y, z }: { x: number; y: number; z: number }) => 4 * x + 2 * y + z;

  it.each([1e3, -1e3, 1e9])(
    "finds the shares 16/21, 4/21, 1/21 of a plane, three of 300 trials off by %d",
    async (off) => {
      const study = await createStudy({ sampler: random(), seed: 1 });
      await study.optimize(space, (params, { number }) => plane(params) + (number % 100 === 42 ? off : 0), {
        trials: 300,
      });
      const found = await study.importance();
      expect(found.map(({ name }) => name)).toEqual(["x", "y", "z"]);
      for (const [i, share] of [16 / 21, 4 / 21, 1 / 21].entries())
        expect(Math.abs(found[i]!.importance - share)).toBeLessThan(0.06);
    },
  );

  it("still sees a corner in which all runs diverge: y beyond 0.9 counts for more than its slope", async () => {
    const study = await createStudy({ sampler: random(), seed: 1 });
    await study.optimize(space, (params) => plane(params) + (params.y > 0.9 ? 1e3 : 0), { trials: 300 });
    const shares = Object.fromEntries((await study.importance()).map(({ name, importance }) => [name, importance]));
    expect(shares.y!).toBeGreaterThan(0.3);
    expect(shares.x!).toBeGreaterThan(0.3);
  });

  it("leaves values alone of which more than half are equal", async () => {
    const study = await createStudy({ sampler: random(), seed: 1 });
    await study.optimize(space, ({ x }) => (x > 0.8 ? 1 : 0), { trials: 200 });
    expect((await study.importance())[0]).toMatchObject({ name: "x", importance: expect.closeTo(1, 1) });
  });
});

describe("PED-ANOVA", () => {
  it("does not count a trial that breaks its constraints among the good ones, however low its value", async () => {
    const study = await createStudy({ sampler: random(), seed: 1 });
    await study.optimize(
      { x: float(0, 1), y: float(0, 1) },
      async ({ x, y }, trial) => {
        await trial.constraint("low x", 0.5 - x);
        return x < 0.5 ? x - 100 : y;
      },
      { trials: 300 },
    );
    // Among those that keep it only y decides; x is near the middle of where it may be.
    expect((await study.importance({ method: "pedAnova" }))[0]!.name).toBe("y");
  });

  it.each(["linear", "mixed", "scaled", "conditional"] as const)("equals Optuna's on the %s study", (name) => {
    const theirs = optuna[name].pedAnova;
    const sum = Object.values(theirs).reduce((a, b) => a + b, 0);
    const ours = recorded(name, "pedAnova");
    for (const [each, divergence] of Object.entries(theirs)) expect(ours[each]).toBeCloseTo(divergence / sum, 9);
  });
});

describe("importance", () => {
  const network = {
    decay: log(1e-6, 1e-1),
    layers: int(1, 8),
    units: int(8, 512, { log: true }),
    batchSize: choice([16, 32, 64]),
    momentum: float(0, 0.99),
    learningRate: log(1e-5, 1),
    colour: choice(["red", "blue"]),
  };
  const usual = ["learningRate", "momentum", "batchSize", "units", "layers", "decay", "colour"];

  it("shows the prior order while there are no data, and says so", async () => {
    const study = await createStudy({ sampler: random(), seed: 1 });
    await study.optimize(network, ({ learningRate }) => learningRate, { trials: 1 });
    const prior = await study.importance();
    expect(prior.map(({ name }) => name)).toEqual(usual);
    expect(prior.every(({ method, trials }) => method === "prior" && trials === 0)).toBe(true);
    await study.optimize(network, ({ colour }) => (colour === "red" ? 0 : 1), { trials: 60 });
    expect((await study.importance())[0]).toMatchObject({ name: "colour", method: "fanova", trials: 60 });
  });

  it("is nothing for a study that has not begun", async () => {
    expect(await (await createStudy()).importance()).toEqual([]);
  });

  it("splits into model and training, by tag or else by name", async () => {
    const study = await createStudy({ sampler: random(), seed: 1 });
    const space = {
      rate: log(1e-5, 1),
      units: int(8, 512),
      heads: int(1, 8, { tag: "model" }),
      warmup: float(0, 1, { tag: "training" }),
      colour: choice(["red", "blue"]),
    };
    await study.optimize(space, ({ heads, warmup }) => heads + 7 * warmup, { trials: 200 });
    const all = await study.importance();
    expect(Object.fromEntries(all.map(({ name, tag }) => [name, tag]))).toEqual({
      rate: "training",
      units: "model",
      heads: "model",
      warmup: "training",
      colour: undefined,
    });
    const { model, training, other } = importanceByTag(all);
    // heads: (8² − 1)/12 = 5.25; 7·warmup: 49/12 = 4.08.
    expect(Math.abs(model - 5.25 / (5.25 + 49 / 12))).toBeLessThan(0.08);
    expect(model + training + other).toBeLessThanOrEqual(1);
  });

  it("leaves out failed, pruned and infinite trials", async () => {
    const study = await createStudy({ sampler: random(), seed: 6 });
    await study.optimize(
      { x: float(0, 1), y: float(0, 1) },
      async ({ x, y }, trial) => {
        if (trial.number % 5 === 0) throw new Error("no");
        return trial.number % 5 === 1 ? Infinity : x + 0.1 * y;
      },
      { trials: 100 },
    );
    expect((await study.importance())[0]).toMatchObject({ name: "x", trials: 60 });
  });

  it("explains one of several objectives, an attribute, or the duration", async () => {
    const study = await createStudy({ sampler: random(), seed: 7, directions: ["minimize", "maximize"] });
    const objective = async ({ x, y }: { x: number; y: number }, trial: Parameters<AttributeSetter>[0]) => {
      await trial.setAttribute("cost", y - x / 9);
      return [x, y] as const;
    };
    await study.optimize({ x: float(0, 1), y: float(0, 1) }, objective, { trials: 60 });
    const first = async (options: Parameters<Study["importance"]>[0]) => (await study.importance(options))[0]!.name;
    expect(await first({ objective: 0 })).toBe("x");
    expect(await first({ objective: 1 })).toBe("y");
    expect(await first({ objective: 1, method: "pedAnova" })).toBe("y");
    expect(await first({ objective: "cost" })).toBe("y");
    await expect(first({ objective: "cots" })).rejects.toMatchObject({
      evidence: '`objective` must be a place, or the name of a number that trials keep: duration, cost; got "cots".',
      remedy: "Did you mean cost?",
    });
    await expect(first({ method: "pedAnova", objective: 0, interactions: true })).rejects.toThrow(/are of "fanova"/);
    await expect(study.importance()).rejects.toThrow("this study has 2 objectives");
    await expect(study.importance({ objective: 2 })).rejects.toThrow("got 2");
  });

  it("works on one value, and on ranges that moved", async () => {
    const study = await createStudy({ sampler: random(), seed: 8 });
    await study.optimize(null, (t) => t.float("x", 0, t.number < 30 ? 1 : 3) + t.float("fixed", 2, 2) * 0, {
      trials: 60,
    });
    const found = await study.importance();
    expect(found[0]).toMatchObject({ name: "x", trials: 60 });
    expect(found[1]).toMatchObject({ name: "fixed", importance: 0 });
  });

  it("is 0 everywhere for a constant objective", async () => {
    const study = await createStudy({ sampler: random(), seed: 9 });
    await study.optimize({ x: float(0, 1) }, () => 1, { trials: 20 });
    expect(await study.importance()).toMatchObject([{ importance: 0 }]);
  });
});

type AttributeSetter = (trial: { setAttribute(name: string, value: number): Promise<void> }) => void;
