import { bool, bruteForce, choice, createStudy, float, int, type LiveTrial } from "@kaviar/tune";
import { describe, expect, it } from "vitest";

const studyWith = () => createStudy({ storage: "memory", sampler: bruteForce(), seed: 1 });

describe("brute force", () => {
  it("asks all 3 × (2 + 4) points of a space with branches once", async () => {
    const study = await studyWith();
    const space = { n: int(0, 2), kind: choice({ a: { b: bool() }, c: { x: float(0, 0.6, { step: 0.2 }) } }) };
    const { stopped } = await study.optimize(space, ({ n }) => n);
    expect(stopped).toBe("every point of the space was asked");
    expect(study.trials).toHaveLength(18);
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(18);
  });

  // 2 + 4 + 8 codes of one to three bits, with sgd for each of three momenta: 4 · 14.
  const byRun = (trial: LiveTrial) => {
    const optimizer = trial.choice("optimizer", ["sgd", "adam"]);
    const layers = trial.int("layers", 1, 3);
    let sum = 0;
    for (let i = 0; i < layers; i++) sum += trial.int(`units${i}`, 0, 1);
    return sum + (optimizer === "sgd" ? trial.float("momentum", 0, 1, { step: 0.5 }) : 0);
  };

  it("lists the tree of a define-by-run objective as it comes to light: 56 leaves", async () => {
    const study = await studyWith();
    await study.optimize(null, byRun);
    expect(study.trials).toHaveLength(56);
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(56);
  });

  it("finds all leaves also with three at once", async () => {
    const study = await studyWith();
    const later = async (trial: LiveTrial) => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      return byRun(trial);
    };
    await study.optimize(null, later, { concurrency: 3 });
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(56);
  });

  it("asks a point that failed no second time", async () => {
    const study = await studyWith();
    await study.optimize({ n: int(0, 4) }, ({ n }) => {
      if (n % 2 === 0) throw new Error("by design");
      return n;
    });
    expect(study.trials.map(({ state }) => state).filter((state) => state === "failed")).toHaveLength(3);
    expect(study.trials).toHaveLength(5);
  });

  it("refuses a number without a step, declared or asked for, and a space beyond a million points", async () => {
    const message = "`x` is a number without a step";
    await expect((await studyWith()).optimize({ x: float(0, 1) }, () => 0)).rejects.toThrow(message);
    const asking = (trial: LiveTrial) => trial.float("x", 0, 1);
    await expect((await studyWith()).optimize(null, asking, { trials: 5 })).rejects.toThrow(message);
    await expect((await studyWith()).optimize({ n: int(0, 2 ** 30) }, () => 0)).rejects.toThrow("`n` alone has");
  });
});
