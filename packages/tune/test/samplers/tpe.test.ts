import { choice, createStudy, float, hypervolume, int, type LiveTrial, log, type Space, tpe } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { ackley, hartmann6, network, rosenbrock, type TestFunction, zdt1 } from "../../../../bench/tune/functions.ts";

const regrets = async (f: TestFunction, trials: number, seeds: number, concurrency = 1, byRun = false) => {
  const found: number[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const study = await createStudy({ storage: "memory", sampler: tpe(), seed });
    const later = async <T>(value: T) => {
      if (concurrency > 1) await new Promise((resolve) => setImmediate(resolve));
      return value;
    };
    if (byRun) await study.optimize(null, (trial: LiveTrial) => f.run(trial), { trials });
    else await study.optimize(f.space, (params) => later(f.value(params as never)), { trials, concurrency });
    found.push((study.best.value as number) - f.minimum);
  }
  found.sort((a, b) => a - b);
  return (found[(seeds - 1) >> 1]! + found[seeds >> 1]!) / 2;
};

// Optuna 5's own TPE (multivariate, group) in the median: Rosenbrock 90, Ackley 5.8, the network 0.09.
describe("TPE, simple regret in the median of 9 seeds", () => {
  it.each([
    ["Rosenbrock in 5 dimensions ≤ 90", rosenbrock(5), 100, 90],
    ["Ackley in 10 dimensions ≤ 7", ackley(10), 200, 7],
    ["a network ≤ 0.09", network, 100, 0.09],
  ])("%s", async (_, f, trials, atMost) => {
    expect(await regrets(f, trials, 9)).toBeLessThan(atMost);
  });

  it("a network, define-by-run, ≤ 0.15", async () => {
    expect(await regrets(network, 100, 5, 1, true)).toBeLessThan(0.15);
  });

  // Random search: 1.42.
  it("Hartmann 6 with ten at once ≤ 0.35, with 25 at once ≤ 0.65", async () => {
    expect(await regrets(hartmann6, 100, 9, 10)).toBeLessThan(0.35);
    expect(await regrets(hartmann6, 100, 9, 25)).toBeLessThan(0.65);
  });
});

describe("TPE", () => {
  it("covers a hypervolume of at least 5.11 of ZDT1's 6.27 in 200 trials", async () => {
    const found: number[] = [];
    for (let seed = 0; seed < 3; seed++) {
      const directions = ["minimize", "minimize"] as const;
      const study = await createStudy({ storage: "memory", sampler: tpe(), seed, directions });
      await study.optimize(zdt1.space, (params) => zdt1.values(params as Record<string, number>), { trials: 200 });
      found.push(
        hypervolume(
          study.trials.map(({ values }) => values!),
          zdt1.reference,
        ),
      );
    }
    expect(found.sort()[1]).toBeGreaterThan(5.11);
  });

  /** Shares of trials in the second half of a study. */
  const later = async (space: Space, objective: (values: never, trial: LiveTrial) => unknown, trials = 80) => {
    const study = await createStudy({ storage: "memory", sampler: tpe(), seed: 2 });
    await study.optimize(space, objective as never, { trials });
    const half = study.trials.slice(trials / 2);
    return (holds: (params: never) => boolean) =>
      half.filter(({ params }) => holds(params as never)).length / half.length;
  };

  it("keeps away from where trials fail: the half below 0 gets less than a quarter", async () => {
    const share = await later({ x: float(-1, 1), y: float(-1, 1) }, ({ x }: { x: number }) => {
      if (x < 0) throw new Error("out of memory");
      return 1;
    });
    expect(share(({ x }: { x: number }) => x < 0)).toBeLessThan(0.25);
  });

  it("prefers trials that keep their constraints to better ones that do not: it gathers at the limit, not at 0", async () => {
    const share = await later({ x: float(0, 1) }, async ({ x }: { x: number }, trial: LiveTrial) => {
      await trial.constraint("at least a half", 0.5 - x);
      return x;
    });
    expect(share(({ x }: { x: number }) => Math.abs(x - 0.5) < 0.1)).toBeGreaterThan(0.6);
  });

  it("learns inside the branch it prefers: beta near its best in three of four trials", async () => {
    const space = { kind: choice({ sgd: { momentum: float(0, 1) }, adam: { beta: log(1e-6, 1) }, none: {} }) };
    interface Values {
      kind: { kind: "sgd" | "none" } | { kind: "adam"; beta: number };
    }
    const share = await later(space, ({ kind }: Values) =>
      kind.kind === "adam" ? (Math.log10(kind.beta) + 4) ** 2 : 10,
    );
    const isNear = (kind: Values["kind"]) => kind.kind === "adam" && Math.abs(Math.log10(kind.beta) + 4) < 1;
    expect(share(({ kind }: Values) => isNear(kind))).toBeGreaterThan(0.75);
  });

  it("gives the ends of a range of whole numbers their share: 0 and 3 are found as well as 1 and 2", async () => {
    for (const best of [0, 1, 2, 3]) {
      const study = await createStudy({ storage: "memory", sampler: tpe(), seed: 1, deterministic: false });
      await study.optimize({ n: int(0, 3), x: float(0, 1) }, ({ n }) => Math.abs(n - best), { trials: 60 });
      const hits = study.trials.slice(30).filter(({ params }) => params.n === best).length;
      expect(hits, `n = ${best}`).toBeGreaterThan(15);
    }
  });

  it("says what stands behind each trial", async () => {
    const study = await createStudy({ storage: "memory", sampler: tpe({ startup: 2 }), seed: 1 });
    await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 12 });
    expect(study.trials[1]!.why).toBe("by chance: 1 of 2 startup trials have ended");
    expect(study.trials[11]!.why).toBe("near 2 good trials, away from 9 others");
  });

  it("refuses counts that are none", () => {
    expect(() => tpe({ candidates: 0 })).toThrow("`candidates` of tpe must be a whole number ≥ 1: got 0.");
    expect(() => tpe({ startup: 1.5 })).toThrow("`startup` of tpe must be a whole number ≥ 0: got 1.5.");
  });
});
