import { describe, expect, it } from "vitest";
import {
  bool,
  choice,
  constrain,
  createStudy,
  float,
  gp,
  int,
  openStorage,
  random,
  type Sampler,
  type StudyEvent,
} from "../../src/index.ts";

const plane = { x: float(-5, 5), y: float(-5, 5) };
const bowl = ({ x, y }: { x: number; y: number }) => (x - 1) ** 2 + (y + 2) ** 2;

describe("a study", () => {
  it("runs until it has its trials in all, however often it is called", async () => {
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
    const first = await study.optimize(plane, bowl, { trials: 10 });
    expect(first.stopped).toBe("the study has its 10 trials");
    await study.optimize(plane, bowl, { trials: 15 });
    await study.optimize(plane, bowl, { trials: 15 });
    expect(study.trials.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, i) => i));
    const values = study.trials.map(({ value }) => value!);
    expect(study.best.value).toBe(Math.min(...values));
    expect(bowl(study.best.params as { x: number; y: number })).toBe(study.best.value);
  });

  it("maximizes when told to", async () => {
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1, direction: "maximize" });
    await study.optimize(plane, (p) => -bowl(p), { trials: 20 });
    expect(study.best.value).toBe(Math.max(...study.trials.map(({ value }) => value!)));
  });

  it("asks the same of the same seed, declared or define-by-run, in one go or in two", async () => {
    const drawn = async (calls: number[], byRun: boolean) => {
      const study = await createStudy({ storage: "memory", sampler: random(), seed: 5 });
      for (const trials of calls)
        if (byRun)
          await study.optimize(null, (t) => bowl({ x: t.float("x", -5, 5), y: t.float("y", -5, 5) }), { trials });
        else await study.optimize(plane, bowl, { trials });
      return study.trials.map(({ params }) => params);
    };
    const whole = await drawn([12], false);
    expect(await drawn([5, 12], false)).toEqual(whole);
    expect(await drawn([12], true)).toEqual(whole);
  });

  it("records what goes wrong in a trial, and goes on", async () => {
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
    const outcomes: unknown[] = [1, Number.NaN, undefined, "x", [1, 2], Infinity, new Error("boom"), 2];
    await study.optimize(
      plane,
      (_, { number }) => {
        const outcome = outcomes[number];
        if (outcome instanceof Error) throw outcome;
        return outcome as number;
      },
      { trials: outcomes.length },
    );
    expect(study.trials.map(({ state, error }) => [state, error])).toEqual([
      ["complete", undefined],
      ["failed", "An objective returns a number: got NaN."],
      ["failed", "An objective returns a number: got nothing."],
      ["failed", 'An objective returns a number: got "x".'],
      ["failed", "An objective returns a number: got [1,2]."],
      ["complete", undefined],
      ["failed", "Error: boom"],
      ["complete", undefined],
    ]);
    expect(study.best.number).toBe(0);
  });

  it("records a trial as pruned when its objective saw that it should stop, with the value it returned", async () => {
    const late = {
      name: "late",
      judge: ({ step }: { step: number }) =>
        step >= 3 ? { stop: true as const, why: "late" } : { stop: false as const },
    };
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1, pruner: late });
    await study.optimize(
      plane,
      async ({ x }, trial) => {
        for (let step = 0; step < 10; step++) {
          await trial.report(x + step, step);
          if (trial.number === 0 && trial.shouldStop) return x + step;
          if (trial.number === 1 && trial.shouldStop) trial.prune();
        }
        return x;
      },
      { trials: 3 },
    );
    const [returned, silent, blind] = study.trials;
    expect(returned).toMatchObject({ state: "pruned", value: (returned!.params.x as number) + 3 });
    expect(silent).toMatchObject({ state: "pruned", value: (silent!.params.x as number) + 3 });
    expect(returned!.reports.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
    // Who never looks is never stopped.
    expect(blind).toMatchObject({ state: "complete", value: blind!.params.x });
  });

  it("keeps reports by step, attributes and constraints, and prefers what keeps its constraints", async () => {
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
    await study.optimize(
      plane,
      async ({ x }, trial) => {
        await trial.report(1, 0);
        await trial.report(2, 5);
        await trial.report(3, 0);
        const note = { deep: [1] };
        await trial.setAttribute("note", note);
        note.deep.push(2);
        await trial.constraint("right half", -x);
        return x;
      },
      { trials: 20 },
    );
    expect(study.trials[0]!.reports).toEqual([
      { step: 0, values: [3] },
      { step: 5, values: [2] },
    ]);
    expect(study.trials[0]!.attributes).toEqual({ note: { deep: [1] } });
    expect(study.best.params.x).toBe(
      Math.min(...study.trials.map(({ params }) => params.x as number).filter((x) => x >= 0)),
    );
  });

  it("never asks a point of a finite space twice, keeps constraints, and ends when every point was asked", async () => {
    const space = constrain(
      { a: int(0, 5), b: choice({ x: { c: bool() }, y: {} }) },
      ({ a, b }) => a < 3 || b.kind === "y",
    );
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
    const { stopped } = await study.optimize(space, ({ a }) => a, { trials: 100, concurrency: 3 });
    expect(stopped).toBe("every point of the space was asked");
    // 3 · 3 + 3 · 1
    expect(study.trials.length).toBe(12);
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(12);
  });

  it("ends a define-by-run study too when every point was asked, and repeats points when told that values vary", async () => {
    const run = async (deterministic: boolean) => {
      const study = await createStudy({ storage: "memory", sampler: random(), seed: 1, deterministic });
      await study.optimize(null, (t) => (t.choice("kind", ["x", "y"]) === "x" ? t.int("n", 0, 3) : 7), { trials: 40 });
      return study.trials.map(({ params }) => JSON.stringify(params));
    };
    const once = await run(true);
    expect(once.length).toBe(new Set(once).size);
    expect(new Set(once).size).toBe(5);
    expect((await run(false)).length).toBe(40);
  });

  it("stops at the target, after patience, in time, and when the signal is aborted", async () => {
    const study = async () => createStudy({ storage: "memory", sampler: random(), seed: 1 });
    const target = await (await study()).optimize(plane, bowl, { target: 5, trials: 10_000 });
    expect(target.best!.value).toBeLessThanOrEqual(5);
    expect(target.stopped).toMatch(/^trial \d+ reached the target 5$/);
    const patient = await study();
    const { stopped } = await patient.optimize(plane, ({ x }, { number }) => (number < 3 ? -number : Math.abs(x)), {
      patience: 4,
    });
    expect(stopped).toBe("4 trials ended without a better one than trial 2");
    expect(patient.trials.length).toBe(7);
    const wait = () => new Promise<number>((resolve) => setTimeout(() => resolve(1), 5));
    expect((await (await study()).optimize(plane, wait, { timeout: "60ms" })).stopped).toBe("the time of 60ms is over");
    const abort = new AbortController();
    const aborted = await study();
    await aborted.optimize(
      plane,
      (_, { number }) => {
        if (number === 4) abort.abort();
        return 1;
      },
      { signal: abort.signal },
    );
    expect(aborted.trials.length).toBe(5);
  });

  it("stops when a model is sure that little is left to gain: and then little is", async () => {
    const study = await createStudy({ storage: "memory", seed: 1 });
    const { stopped, best } = await study.optimize(plane, bowl, { regret: 0.05, trials: 200 });
    expect(stopped).toMatch(/^by the estimate of a Gaussian process, trial \d+ can be beaten by no more than 0\.0\d+$/);
    expect(study.trials.length).toBeLessThan(60);
    // The minimum is 0.
    expect(best!.value).toBeLessThan(0.05);
  });

  it("runs as many closures at once as `concurrency` says", async () => {
    let now = 0;
    let most = 0;
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
    await study.optimize(
      plane,
      async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now--;
        return 1;
      },
      { trials: 12, concurrency: 4 },
    );
    expect(most).toBe(4);
    expect(study.trials.length).toBe(12);
  });

  it("tries enqueued points first; what they leave out is up to the sampler", async () => {
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
    await study.enqueue({ x: 1, y: -2 });
    await study.enqueue({ y: 3 });
    await study.optimize(plane, bowl, { trials: 4 });
    expect(study.trials[0]).toMatchObject({
      params: { x: 1, y: -2 },
      value: 0,
      sampler: "enqueued",
      origin: "enqueued",
    });
    expect(study.trials[1]).toMatchObject({ params: { y: 3 }, sampler: "random", origin: "enqueued-part" });
    expect(study.trials[2]!.origin).toBe("sampler");
    expect(study.trials[2]!.params.y).not.toBe(3);
    await expect(study.enqueue({ z: 1 })).rejects.toThrow("The space has x, y: got `z`.");
  });

  it("is asked and told by hand, from a space, in define-by-run, with values, failures and prunings", async () => {
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
    const a = await study.ask(plane);
    const b = await study.ask(plane);
    expect(a.number).toBe(0);
    expect(b.params).not.toEqual(a.params);
    await study.tell(b, 4);
    expect(await study.tell(a.number, { failed: "no power" })).toMatchObject({ state: "failed", error: "no power" });
    const c = await study.ask();
    await c.report(9, 1);
    expect(await study.tell(c, { pruned: true })).toMatchObject({ state: "pruned", value: 9 });
    await expect(study.tell(c, 1)).rejects.toThrow("Only a running trial can be told: trial 2 is pruned.");
    await expect(study.tell(77, 1)).rejects.toThrow("trial 77 does not exist");
    const byRun = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
    const trial = await byRun.ask();
    const x = trial.float("x", 0, 1);
    expect(await byRun.tell(trial, x)).toMatchObject({ value: x, params: { x } });
  });

  it("starts from other studies: their best points first, as far as the space holds them", async () => {
    const storage = "memory";
    const before = await createStudy({ storage, sampler: random(), name: "before", seed: 1 });
    await before.optimize(plane, bowl, { trials: 30 });
    const best = [...before.trials].sort((a, b) => a.value! - b.value!).slice(0, 3);
    const after = await createStudy({ storage, sampler: random(), name: "after", seed: 2, warmStart: [before] });
    await after.optimize(plane, bowl, { trials: 4 });
    expect(after.trials.slice(0, 3).map(({ params, sampler }) => [params, sampler])).toEqual(
      best.map(({ params }) => [params, "warm start"]),
    );
    expect(after.trials[3]!.why).toBeUndefined();
    const wider = await createStudy({ storage, sampler: random(), name: "wider", seed: 2, warmStart: [before] });
    await wider.optimize({ x: float(-5, 5), z: float(0, 1) }, ({ x, z }) => x * z, { trials: 1 });
    expect(wider.trials[0]).toMatchObject({
      params: { x: best[0]!.params.x },
      origin: "warm-start-part",
      why: "fills in what the warm start point leaves open",
    });
  });

  it("starts from many studies at three points, that in the midst of their best ones first", async () => {
    const earlier = await Promise.all(
      [0.1, 0.2, 0.9, 0.3, 0.4].map(async (best, i) => {
        const study = await createStudy({ storage: "memory", sampler: random(), seed: i });
        await study.enqueue({ x: best });
        // Values of one study say nothing beside those of another.
        await study.optimize({ x: float(0, 1) }, ({ x }) => 10 ** i * Math.abs(x - best), { trials: 8 });
        return study;
      }),
    );
    const after = await createStudy({ storage: "memory", sampler: random(), seed: 2, warmStart: earlier });
    await after.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 4 });
    expect(after.trials.map(({ origin }) => origin)).toEqual([...new Array(3).fill("warm-start"), "sampler"]);
    expect(after.trials.slice(0, 3).map(({ params }) => params.x)).toEqual([0.3, 0.2, 0.4]);
  });

  it("starts from a study as it was: what that one does later changes no proposal", async () => {
    const pointsAfter = async (goesOn: boolean) => {
      const earlier = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
      await earlier.optimize(plane, bowl, { trials: 12 });
      const study = await createStudy({ storage: "memory", sampler: gp(), seed: 2, warmStart: [earlier] });
      if (goesOn) await earlier.optimize(plane, bowl, { trials: 40 });
      await study.optimize(plane, bowl, { trials: 12 });
      return study.trials.map(({ params }) => params);
    };
    expect(await pointsAfter(true)).toEqual(await pointsAfter(false));
  });

  it("leaves no study behind where the one that it is to start from is not there", async () => {
    const storage = await openStorage("memory");
    const misspelt = createStudy({ storage, name: "new", warmStart: ["befor"] });
    await expect(misspelt).rejects.toThrow(/`warmStart` names studies of the same storage[\s\S]*got "befor"/);
    expect(await storage.studies()).toEqual([]);
  });

  it("tells what happens as it happens", async () => {
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
    const seen: StudyEvent[] = [];
    const listening = (async () => {
      for await (const event of study.events) seen.push(event);
    })();
    await study.optimize(
      plane,
      async ({ x }, trial) => {
        await trial.report(x, 0);
        return x;
      },
      { trials: 2 },
    );
    await study.close();
    await listening;
    expect(seen.map(({ kind }) => kind)).toEqual(["asked", "reported", "told", "asked", "reported", "told", "ended"]);
    expect(seen[0]).toMatchObject({ sampler: "random" });
  });

  it("asks again when a sampler proposes what may not be asked, and says so when it has to draw a point itself", async () => {
    const stubborn: Sampler = { name: "stubborn", propose: () => ({ params: { n: 3 } }) };
    const study = await createStudy({ storage: "memory", seed: 1, sampler: stubborn });
    await study.optimize({ n: int(0, 9) }, ({ n }) => n, { trials: 4 });
    expect(study.trials[0]).toMatchObject({ params: { n: 3 }, sampler: "stubborn" });
    expect(study.trials[1]).toMatchObject({
      sampler: "random",
      why: "what stubborn proposed may not be asked: drawn from the 9 points that are left",
    });
    expect(new Set(study.trials.map(({ params }) => params.n)).size).toBe(4);
  });

  it("refuses what makes no sense, with law, evidence and remedy", async () => {
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1 });
    expect(() => study.best).toThrow("`best` needs a complete trial that keeps its constraints; of 0 trials none is.");
    await expect(study.optimize(plane, bowl, { workers: 2 })).rejects.toThrow("a closure cannot be sent to one");
    await expect(study.optimize(plane, bowl, { trials: 0 })).rejects.toThrow(
      "`trials` must be a whole number ≥ 1: got 0.",
    );
    await expect(study.optimize(plane, bowl, { timeout: "soon" })).rejects.toThrow('got "soon"');
    await expect(study.optimize(plane, bowl, { regret: 0 })).rejects.toThrow(
      "`regret` must be a number above 0: got 0.",
    );
    await expect(study.optimize(plane, 3 as never, {})).rejects.toThrow("An objective is a function");
    await expect(createStudy({ storage: "mongo:x" })).rejects.toThrow(
      'A storage is "memory", "sqlite:FILE" or "postgres://…": got "mongo:x".',
    );
    await expect(createStudy({ storage: "memory", seed: -1 })).rejects.toThrow(
      "A seed must be a whole number ≥ 0: got -1.",
    );
    await expect(createStudy({ storage: "memory", direction: "down" as never })).rejects.toThrow('got "down"');
    const several = await createStudy({ storage: "memory", directions: ["minimize", "maximize"] });
    expect(() => several.best).toThrow("`best` needs one objective, this study has 2.\nUse `await study.pareto()`.");
    await several.optimize(plane, ({ x }) => [x] as never, { trials: 1 });
    expect(several.trials[0]!.error).toMatch(/^An objective returns 2 numbers: got -?\d[.\d]*\.$/);
  });
});
