import { describe, expect, test } from "vitest";
import { bool, choice, createStudy, float, gp, int, log, type Space, type StudyOptions } from "../../src/index.ts";

const study = (options: Partial<StudyOptions> = {}) =>
  createStudy({ storage: "memory", sampler: gp(), seed: 1, ...options });

const branin = (a: number, b: number): number =>
  (b - (5.1 * a * a) / (4 * Math.PI ** 2) + (5 * a) / Math.PI - 6) ** 2 +
  10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) +
  10;

const braninSpace = { a: float(-5, 10), b: float(0, 15) };
const cube = (count: number, low: number, high: number): Space =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, float(low, high)]));

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe("what it finds", () => {
  test("Branin's minimum 0.397887 within 0.0005, in 40 trials, in the median of 3 seeds", async () => {
    const regrets = await Promise.all(
      [0, 1, 2].map(async (seed) => {
        const s = await study({ seed });
        await s.optimize(braninSpace, ({ a, b }) => branin(a, b), { trials: 40 });
        return s.best.value! - 0.39788735772973816;
      }),
    );
    expect(median(regrets)).toBeLessThan(5e-4);
  });

  test("Rosenbrock's valley in 5 dimensions below 90, which is what Optuna's best sampler finds in 100 trials, in 70", async () => {
    const s = await study();
    await s.optimize(
      cube(5, -5, 10),
      (point) => {
        const x = Object.values(point) as number[];
        return x.slice(1).reduce((sum, next, i) => sum + 100 * (next - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0);
      },
      { trials: 70 },
    );
    expect(s.best.value).toBeLessThan(90);
  });

  const network = {
    rate: log(1e-5, 1),
    layers: int(1, 8),
    activation: choice(["relu", "tanh", "gelu"]),
    optimizer: choice({ sgd: { momentum: float(0, 0.99) }, adam: { epsilon: log(1e-10, 1e-4) } }),
  };
  const offsets = { relu: 0.05, tanh: 0.2, gelu: 0 };

  test("a conditional minimum, 0 at adam, gelu, 3 layers, rate 10^−3, epsilon 10^−7, within 0.02 in 50 trials", async () => {
    const s = await study();
    await s.optimize(
      network,
      ({ rate, layers, activation, optimizer }) => {
        const [start, extra] =
          optimizer.kind === "sgd"
            ? [-1, 0.1 + 4 * (optimizer.momentum - 0.9) ** 2]
            : [-3, 0.02 * (Math.log10(optimizer.epsilon) + 7) ** 2];
        return 0.3 * (Math.log10(rate) - start) ** 2 + 0.1 * Math.abs(layers - 3) + offsets[activation] + extra;
      },
      { trials: 50 },
    );
    expect(s.best.value).toBeLessThan(0.02);
  });

  test("the same when the objective asks for its parameters as it runs", async () => {
    const s = await study();
    await s.optimize(
      null,
      (trial) => {
        const rate = trial.float("rate", 1e-5, 1, { log: true });
        const layers = trial.int("layers", 1, 8);
        const optimizer = trial.choice("optimizer", ["sgd", "adam"]);
        const extra =
          optimizer === "sgd"
            ? 0.1 + 4 * (trial.float("momentum", 0, 0.99) - 0.9) ** 2
            : 0.02 * (Math.log10(trial.float("epsilon", 1e-10, 1e-4, { log: true })) + 7) ** 2;
        return 0.3 * (Math.log10(rate) - (optimizer === "sgd" ? -1 : -3)) ** 2 + 0.1 * Math.abs(layers - 3) + extra;
      },
      { trials: 50 },
    );
    expect(s.best.value).toBeLessThan(0.02);
  });

  test("under noise of deviation 0.5, a point of a bowl over [−2, 3]⁴ whose true value is below 0.5, in 50 trials", async () => {
    const s = await study();
    let draws = 0;
    const noise = () => Math.sin(++draws * 12.9898) * Math.SQRT1_2;
    const bowl = (point: object) => Object.values(point).reduce((sum: number, x: number) => sum + x * x, 0);
    await s.optimize(cube(4, -2, 3), (point) => bowl(point) + noise(), { trials: 50 });
    expect(bowl(s.best.params as object)).toBeLessThan(0.5);
  });

  test("x² + y² where x + y ≥ 1: its minimum is 0.5, and what is best keeps the constraint", async () => {
    const s = await study();
    await s.optimize(
      { x: float(-2, 2), y: float(-2, 2) },
      async ({ x, y }, trial) => {
        await trial.constraint("sum", 1 - x - y);
        return x * x + y * y;
      },
      { trials: 40 },
    );
    const { x, y } = s.best.params as { x: number; y: number };
    expect(x + y).toBeGreaterThanOrEqual(1);
    expect(s.best.value).toBeLessThan(0.51);
  });

  test("(x − 0.7)² + (y − 0.3)² that crashes for x > 0.5: at most half of the last 20 of 40 trials crash, and the best is within 0.01 of 0.04", async () => {
    const s = await study();
    await s.optimize(
      { x: float(0, 1), y: float(0, 1) },
      ({ x, y }) => {
        if (x > 0.5) throw new Error("out of memory");
        return (x - 0.7) ** 2 + (y - 0.3) ** 2;
      },
      { trials: 40 },
    );
    expect(s.trials.slice(20).filter(({ state }) => state === "failed").length).toBeLessThanOrEqual(10);
    expect(s.best.value).toBeLessThan(0.05);
  });

  test("of two objectives x² and (x − 2)², at least 12 of 30 trials lie on the front 0 ≤ x ≤ 2", async () => {
    const s = await study({ directions: ["minimize", "minimize"] });
    await s.optimize({ x: float(-10, 10), y: float(0, 1) }, ({ x, y }) => [x * x + y, (x - 2) ** 2 + y], {
      trials: 30,
    });
    const good = s.trials.filter(({ params }) => {
      const { x, y } = params as { x: number; y: number };
      return x > -0.2 && x < 2.2 && y < 0.1;
    });
    expect(good.length).toBeGreaterThanOrEqual(12);
  });

  test("three objectives are mixed: the three distances to the corners of a triangle all fall below 0.8", async () => {
    const s = await study({ directions: ["minimize", "minimize", "maximize"] });
    await s.optimize(
      { x: float(-5, 5), y: float(-5, 5) },
      ({ x, y }) => [Math.hypot(x, y), Math.hypot(x - 1, y), -Math.hypot(x, y - 1)],
      { trials: 25 },
    );
    for (const k of [0, 1, 2])
      expect(Math.min(...s.trials.map(({ values }) => Math.abs(values![k]!)))).toBeLessThan(0.8);
  });
});

describe("what it copes with", () => {
  test("±Infinity, errors and trials that are pruned without a report", async () => {
    const s = await study();
    await s.optimize(
      { x: float(0, 1), c: choice(["a", "b"]) },
      async ({ x, c }, trial) => {
        if (trial.number % 7 === 1) return Infinity;
        if (trial.number % 7 === 3) return -Infinity;
        if (trial.number % 7 === 5) throw new Error("no");
        return x + (c === "a" ? 0 : 1);
      },
      { trials: 30 },
    );
    expect(
      s.trials.map(({ params }) =>
        Object.keys(params as object)
          .sort()
          .join(),
      ),
    ).toEqual(Array(30).fill("c,x"));
  });

  test("an objective that always fails, and one that is constant", async () => {
    for (const objective of [
      () => {
        throw new Error("no");
      },
      () => 3,
    ]) {
      const s = await study();
      await s.optimize({ x: float(0, 1), n: int(1, 5) }, objective, { trials: 25 });
      expect(s.trials.length).toBe(25);
    }
  });

  test("ranges that shrink and choices that change between trials", async () => {
    const s = await study();
    await s.optimize(
      null,
      (trial) => {
        const high = 10 - (trial.number % 5);
        const kind = trial.choice("kind", trial.number < 10 ? ["a", "b"] : ["a", "c"]);
        return trial.float("x", 0, high) + (kind === "a" ? 0 : 1);
      },
      { trials: 30 },
    );
    expect(s.best.value).toBeLessThan(1);
  });

  test("asks each of 24 points once, then ends, and finds the lowest within 16", async () => {
    const s = await study();
    const space = { a: int(0, 3), b: choice(["p", "q", "r"]), c: bool() };
    await s.optimize(space, ({ a, b, c }) => (a - 2) ** 2 + (b === "q" ? 0 : 1) + (c ? 0 : 0.5), { trials: 100 });
    expect(new Set(s.trials.map(({ params }) => JSON.stringify(params))).size).toBe(24);
    expect(s.trials.length).toBe(24);
    expect(s.best.number).toBeLessThan(16);
  });

  test("eight at once: what runs is left aside, so the eight points of each batch differ by more than 0.0002", async () => {
    const s = await study();
    await s.optimize(
      braninSpace,
      async ({ a, b }) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return branin(a, b);
      },
      { trials: 48, concurrency: 8 },
    );
    const points = s.trials.map(({ params }) => params as { a: number; b: number });
    for (let from = 8; from < 48; from += 8)
      for (let i = from; i < from + 8; i++)
        for (let j = from; j < i; j++)
          expect(Math.hypot(points[i]!.a - points[j]!.a, points[i]!.b - points[j]!.b) / 15).toBeGreaterThan(0.0002);
    expect(s.best.value).toBeLessThan(0.6);
  });
});

describe("what it promises", () => {
  test("a new sampler at every trial proposes exactly what one sampler does", async () => {
    const run = async (fresh: boolean) => {
      const one = gp();
      const s = await study({ sampler: { name: "gp", propose: (question) => (fresh ? gp() : one).propose(question) } });
      await s.optimize(braninSpace, ({ a, b }) => branin(a, b), { trials: 30 });
      return s.trials.map(({ params }) => params);
    };
    expect(await run(true)).toEqual(await run(false));
  });

  test("says why: a design at first, then what it aimed at", async () => {
    const s = await study();
    await s.optimize(braninSpace, ({ a, b }) => branin(a, b), { trials: 12 });
    const whys = s.trials.map(({ why }) => why ?? "");
    expect(whys[0]).toContain("spread evenly");
    expect(whys[11]).toContain("expected improvement");
  });
});
