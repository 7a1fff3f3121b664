import { choice, createStudy, float, hypergradient, int, log, oneMinusLog, random } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { samplerConformance } from "../../src/conformance.ts";
import { informed } from "./hypergradient/informed.ts";

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const bestAfter = (trials: readonly { value: number | undefined }[]) =>
  Math.min(...trials.map(({ value }) => value ?? Infinity));

/**
 * A smooth valley in five parameters on three scales, 0 at its only minimum: with t = (x − 1, ln y + 3, ln z + 5,
 * ln(1 − m) + 4, w + 2), f = ½ tᵀ A t, A tridiagonal with 2 + i and −1.
 */
const space = {
  x: float(-5, 5),
  y: log(1e-4, 1),
  z: log(1e-5, 1),
  m: oneMinusLog(0.5, 0.9999),
  w: float(-10, 10),
};
interface At {
  x: number;
  y: number;
  z: number;
  m: number;
  w: number;
}
const valley = ({ x, y, z, m, w }: At) => {
  const t = [x - 1, Math.log(y) + 3, Math.log(z) + 5, Math.log1p(-m) + 4, w + 2];
  const slope = t.map((each, i) => (2 + i) * each - (t[i - 1] ?? 0) - (t[i + 1] ?? 0));
  const value = t.reduce((sum, each, i) => sum + (each * slope[i]!) / 2, 0);
  const [dx, dy, dz, dm, dw] = slope as [number, number, number, number, number];
  return { value, gradient: { x: dx, y: dy / y, z: dz / z, m: -dm / (1 - m), w: dw } };
};

describe("hypergradient", () => {
  it("is at the minimum of a smooth valley in 5 dimensions after 40 trials, random search is at 5 after 400", async () => {
    const found: number[] = [];
    const byChance: number[] = [];
    for (let seed = 0; seed < 7; seed++) {
      const study = await createStudy({ sampler: hypergradient(), seed });
      await study.optimize(
        space,
        async (params, trial) => {
          const { value, gradient } = valley(params);
          await trial.hypergradient(() => gradient);
          return value;
        },
        { trials: 40 },
      );
      found.push(bestAfter(study.trials));
      const other = await createStudy({ sampler: random(), seed });
      await other.optimize(space, (params) => valley(params).value, { trials: 400 });
      byChance.push(bestAfter(other.trials));
    }
    expect(median(found)).toBeLessThan(1e-5);
    expect(median(byChance)).toBeGreaterThan(1);
  });

  const rosenbrock = async (seed: number, concurrency: number, trials: number, sign = 1) => {
    const study = await createStudy({
      sampler: hypergradient(),
      seed,
      direction: sign === 1 ? "minimize" : "maximize",
    });
    await study.optimize(
      { x: float(-2, 2), y: float(-2, 2) },
      async ({ x, y }, trial) => {
        const dx = -2 * (1 - x) - 400 * x * (y - x * x);
        await trial.hypergradient(async () => ({ x: sign * dx, y: sign * 200 * (y - x * x), loss: 1 }));
        return sign * ((1 - x) ** 2 + 100 * (y - x * x) ** 2);
      },
      { trials, concurrency },
    );
    return study;
  };

  it("follows the bent valley of Rosenbrock, 0 at (1, 1), also maximizing, also four at once", async () => {
    const alone = [];
    const mirrored = [];
    const together = [];
    for (let seed = 0; seed < 5; seed++) {
      alone.push((await rosenbrock(seed, 1, 100)).best.value!);
      mirrored.push(-(await rosenbrock(seed, 1, 100, -1)).best.value!);
      together.push((await rosenbrock(seed, 4, 160)).best.value!);
    }
    expect(median(alone)).toBeLessThan(1e-6);
    expect(mirrored).toEqual(alone);
    expect(median(together)).toBeLessThan(1e-3);
  });

  it("stays at a bound that the slope presses against: x + (y − ½)² is least at the lower end of x", async () => {
    const study = await createStudy({ sampler: hypergradient(), seed: 1 });
    await study.optimize(
      { x: float(1, 9), y: float(0, 1) },
      async ({ x, y }, trial) => {
        await trial.hypergradient(() => ({ x: 1, y: 2 * (y - 0.5) }));
        return x + (y - 0.5) ** 2;
      },
      { trials: 30 },
    );
    expect(study.best.params.x).toBe(1);
    expect(study.best.params.y).toBeCloseTo(0.5, 4);
  });

  it("starts elsewhere when it has arrived: two of three starts in (x² − 1)² + x/2 end right of 0, the best is left", async () => {
    const study = await createStudy({ sampler: hypergradient({ startupTrials: 1 }), seed: 5 });
    await study.optimize(
      { x: float(-2, 2) },
      async ({ x }, trial) => {
        await trial.hypergradient(() => ({ x: 4 * x * (x * x - 1) + 0.5 }));
        return (x * x - 1) ** 2 + x / 2;
      },
      { trials: 80 },
    );
    expect(study.trials.filter(({ why }) => why?.startsWith("starts descent")).length).toBeGreaterThan(3);
    // The lower root of 4x³ − 4x + ½.
    expect(study.best.params.x).toBeCloseTo(-1.0575, 3);
  });

  it("moves what has no derivative too: a choice, whole numbers, a parameter the callback leaves out", async () => {
    const study = await createStudy({ sampler: hypergradient(), seed: 2 });
    const offsets = { a: 3, b: 0, c: 1 };
    await study.optimize(
      { x: float(-5, 5), kind: choice(["a", "b", "c"]), n: int(0, 20), free: float(0, 1) },
      async ({ x, kind, n, free }, trial) => {
        await trial.hypergradient(() => ({ x: 2 * x, n: (n - 7) / 5 }));
        return x * x + offsets[kind] + (n - 7) ** 2 / 10 + free;
      },
      { trials: 100 },
    );
    expect(study.best.params).toMatchObject({ kind: "b", n: 7 });
    expect(study.best.value!).toBeLessThan(0.2);
  });

  it("goes on after failures, and through branches", async () => {
    const study = await createStudy({ sampler: hypergradient(), seed: 3 });
    await study.optimize(
      { of: choice({ line: { x: log(1e-3, 1e3) }, plane: { y: float(-3, 3), z: float(-3, 3) } }) },
      async ({ of }, trial) => {
        if (trial.number % 5 === 3) throw new Error("lost");
        if (of.kind === "line") {
          await trial.hypergradient(() => ({ "of.line.x": (2 * Math.log(of.x)) / of.x }));
          return Math.log(of.x) ** 2 + 1;
        }
        await trial.hypergradient(() => ({ "of.plane.y": 2 * of.y, "of.plane.z": 2 * of.z }));
        return of.y ** 2 + of.z ** 2;
      },
      { trials: 60 },
    );
    expect(study.best.value!).toBeLessThan(1e-3);
  });

  it("asks for derivatives only when the sampler uses them, and says so when none come", async () => {
    let asked = 0;
    const ask = (_: unknown, trial: { hypergradient(callback: () => Record<string, number>): Promise<void> }) =>
      trial.hypergradient(() => ({ x: asked++ })).then(() => 1);
    const other = await createStudy({ sampler: random(), seed: 1 });
    await other.optimize({ x: float(0, 1) }, ask, { trials: 3 });
    expect(asked).toBe(0);
    const silent = await createStudy({ sampler: hypergradient(), seed: 1 });
    await expect(silent.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 30 })).rejects.toThrow(
      "4 trials are complete, and none told one.\nCall `trial.hypergradient(",
    );
    const wrong = await createStudy({ sampler: hypergradient(), seed: 1 });
    await wrong.optimize(
      { x: float(0, 1) },
      async (_, trial) => {
        await trial.hypergradient(() => ({ x: "1" }) as never);
        return 1;
      },
      {
        trials: 1,
      },
    );
    expect(wrong.trials[0]!.error).toContain('A hypergradient holds one number a parameter: got "1" for "x".');
  });

  it("hears the derivatives that an objective tells in a worker, where others do not ask for them", async () => {
    const objective = new URL("hypergradient/objective.ts", import.meta.url);
    const study = await createStudy({ sampler: hypergradient(), seed: 1 });
    await study.optimize({ x: float(-5, 5) }, objective, { trials: 10, workers: 1 });
    expect(study.best.value!).toBeLessThan(1e-12);
    const other = await createStudy({ sampler: random(), seed: 1 });
    await other.optimize({ x: float(-5, 5) }, objective, { trials: 1, workers: 1 });
    expect(other.trials[0]).toMatchObject({ state: "complete", attributes: {} });
  });

  it("proposes the same from the same history, asked afresh", async () => {
    const study = await rosenbrock(7, 1, 30);
    const again = await rosenbrock(7, 1, 30);
    expect(again.trials.map(({ params }) => params)).toEqual(study.trials.map(({ params }) => params));
    expect((await study.replay({ trials: 30 })).differences).toEqual([]);
  });
});

describe("hypergradient as a sampler", () => {
  const make = () => informed(hypergradient());
  for (const { name, run } of samplerConformance) it(name, () => run(make));
});
