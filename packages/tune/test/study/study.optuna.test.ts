/** What users of Optuna know of studies and trials, as far as no other test says it: `docs/optuna.md` has all of it. */

import { join } from "node:path";
import { createStudy, float, int, type LiveTrial, openStorage, openStudy, random, threshold } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();
const space = { x: float(0, 1) };
const open = () => createStudy({ seed: 1, sampler: random() });

describe("a study", () => {
  it("may be run inside an objective, another one or itself", async () => {
    const study = await open();
    await study.optimize(
      space,
      async ({ x }, { number }) => {
        const inner = await open();
        await inner.optimize(space, (point) => point.x, { trials: 2 });
        if (number === 0) await study.optimize(space, (point) => point.x, { trials: 3 });
        return x + inner.best.value!;
      },
      { trials: 1 },
    );
    expect(study.trials.map(({ number, state }) => [number, state])).toEqual([0, 1, 2].map((n) => [n, "complete"]));
  });

  it("run twice at once has as many trials as each call says, numbered without a gap", async () => {
    const storage = `sqlite:${join(folder, "twice.db")}`;
    const handles = await Promise.all([1, 2].map(() => createStudy({ name: "twice", storage, sampler: random() })));
    const slow = async ({ x }: { x: number }) => {
      await Promise.resolve();
      return x;
    };
    await Promise.all(handles.map((study) => study.optimize(space, slow, { trials: 40, concurrency: 4 })));
    await handles[0]!.refresh();
    expect(handles[0]!.trials.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    for (const study of handles) await study.close();
  });

  it("that is told to stop before it begins asks for nothing", async () => {
    const study = await open();
    const { stopped } = await study.optimize(space, ({ x }) => x, { trials: 3, signal: AbortSignal.abort() });
    expect([stopped, study.trials.length]).toEqual(["the signal was aborted", 0]);
  });

  it("says the unit of a time that was given as a number", async () => {
    const study = await open();
    const late = async ({ x }: { x: number }) => {
      await new Promise((done) => setTimeout(done, 5));
      return x;
    };
    expect((await study.optimize(space, late, { timeout: 20 })).stopped).toBe("the time of 20 ms is over");
    expect((await study.optimize(space, late, { timeout: "20ms" })).stopped).toBe("the time of 20ms is over");
    await study.optimize(space, () => new Promise<number>(() => {}), {
      trials: study.trials.length + 1,
      trialTimeout: 5,
    });
    expect(study.trials.at(-1)!.error).toBe("took longer than the trialTimeout of 5 ms");
  });

  it("stops after the trial in which its objective, or a log, says so", async () => {
    for (const where of ["objective", "log"]) {
      const study = await open();
      const stop = new AbortController();
      await study.optimize(
        space,
        ({ x }, { number }) => {
          if (where === "objective" && number === 2) stop.abort();
          return x;
        },
        {
          trials: 10,
          signal: stop.signal,
          log: [
            ({ trial }) => {
              if (where === "log" && trial.number === 2) stop.abort();
            },
          ],
        },
      );
      expect(study.trials.map(({ state }) => state)).toEqual(Array(3).fill("complete"));
    }
  });

  it("keeps the directions that it was made with: left out they are these, others are refused", async () => {
    const storage = await openStorage("memory");
    await createStudy({ name: "up", storage, direction: "maximize" });
    expect((await createStudy({ name: "up", storage })).directions).toEqual(["maximize"]);
    await expect(createStudy({ name: "up", storage, direction: "minimize" })).rejects.toThrow(
      "has the directions maximize",
    );
    await expect(openStudy("down", { storage })).rejects.toThrow('has "up": got "down"');
  });

  it("is listed and deleted by its storage", async () => {
    const storage = await openStorage("memory");
    for (const name of ["a", "b"]) await createStudy({ name, storage });
    const [first] = await storage.studies();
    await storage.deleteStudy(first!.id);
    expect((await storage.studies()).map(({ name }) => name)).toEqual(["b"]);
  });

  it("whose define-by-run points were all asked is over, also for a program that asks for more by now", async () => {
    const study = await open();
    await study.optimize(null, (trial) => trial.int("n", 0, 2), {});
    await study.optimize(null, (trial) => trial.int("n", 0, 4), {});
    expect(study.trials).toHaveLength(3);
    await study.optimize({ n: int(0, 4) }, ({ n }) => n, {});
    expect(study.trials.map(({ params }) => params.n).sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it("has infinities for its best value, and never what breaks a constraint", async () => {
    const study = await createStudy({ seed: 1, sampler: random(), direction: "maximize" });
    const values = [-Infinity, Infinity, 3];
    await study.optimize(space, (_, { number }) => values[number]!, { trials: 3 });
    expect(study.best.value).toBe(Infinity);
    const broken = await open();
    await broken.optimize(
      space,
      async ({ x }, trial) => {
        await trial.constraint("fits", 1);
        return x;
      },
      { trials: 2 },
    );
    expect(() => broken.best).toThrow("of 2 trials none is");
  });

  it("claims no trial where its sampler throws", async () => {
    const sampler = {
      name: "broken",
      propose: () => {
        throw new Error("oops");
      },
    };
    const study = await createStudy({ seed: 1, sampler });
    await expect(study.optimize(space, ({ x }) => x, { trials: 3 })).rejects.toThrow("oops");
    expect(study.trials).toEqual([]);
  });
});

describe("what is enqueued", () => {
  it("is run in its order, has no beginning until then, and may leave everything open", async () => {
    const study = await open();
    for (const params of [{ x: 0.1 }, { x: 0.2 }, {}]) await study.enqueue(params);
    expect(study.trials.map(({ state, startedAt }) => [state, startedAt])).toEqual(
      Array(3).fill(["waiting", undefined]),
    );
    await study.optimize(space, ({ x }) => x, { trials: 3 });
    expect(study.trials.map(({ value, origin }) => [value, origin])).toEqual([
      [0.1, "enqueued"],
      [0.2, "enqueued"],
      [expect.any(Number), "sampler"],
    ]);
    expect(study.trials.every(({ startedAt, finishedAt }) => startedAt! <= finishedAt!)).toBe(true);
  });

  it("is the same only where its values are of one type, NaN among them", async () => {
    const study = await open();
    const numbers: number[] = [];
    for (const x of [1, "1", true, null, 1, "true", Number.NaN, Number.NaN])
      numbers.push(await study.enqueue({ x }, { skipIfExists: true }));
    expect(numbers).toEqual([0, 1, 2, 3, 0, 4, 5, 5]);
  });

  it("fails its trial where a declared space does not hold it, and the study goes on", async () => {
    const study = await open();
    await study.enqueue({ x: 11 });
    await study.enqueue({ z: 1 });
    await study.optimize(space, ({ x }) => x, { trials: 3 });
    expect(study.trials.map(({ error }) => error)).toEqual([
      "`x` must be a number in [0, 1]: got 11.",
      "The space has x: got `z`.",
      undefined,
    ]);
  });
});

describe("what a trial is told", () => {
  it("by hand: a wrong number of values fails it, and it is told once", async () => {
    const study = await open();
    for (const told of [[], [1, 2], Number.NaN])
      expect((await study.tell(await study.ask(space), told)).state).toBe("failed");
    const trial = await study.ask(space);
    await study.tell(trial, 1);
    await expect(study.tell(trial, 1)).rejects.toThrow("trial 3 is complete");
    await expect(study.tell(9, 1)).rejects.toThrow("trial 9 does not exist");
    await expect(study.tell("3" as never, 1)).rejects.toThrow('trial "3" does not exist');
    await expect(study.tell(await study.enqueue({}), 1)).rejects.toThrow("trial 4 is waiting");
  });

  it("as pruned has the value that it reported last, whatever its step; none where it reported none", async () => {
    const study = await open();
    const [reported, silent] = [await study.ask(space), await study.ask(space)];
    await reported.report(3, 7);
    await reported.report(2, 1);
    expect((await study.tell(reported, { pruned: true })).value).toBe(2);
    expect((await study.tell(silent, { pruned: true })).value).toBeUndefined();
  });

  it("is a report by number and step, and a constraint by number: the later one counts, NaN is kept as the worst", async () => {
    const study = await open();
    const trial = await study.ask(space);
    for (const value of ["1.23", null, true, [1, 2]])
      expect(() => trial.report(value as never, 1)).toThrow("A report needs a number");
    for (const step of [-1, 0.5, "1", null]) expect(() => trial.report(1, step as never)).toThrow("a whole number ≥ 0");
    expect(() => trial.constraint("fits", "1" as never)).toThrow('must be a number (≤ 0 where it holds): got "1"');
    await trial.report(1, 0);
    await trial.report(Number.NaN, 0);
    await trial.constraint("fits", 1);
    await trial.constraint("fits", -2);
    await trial.constraint("broken", Number.NaN);
    const { reports, constraints } = await study.tell(trial, 1);
    expect([reports, constraints]).toEqual([[{ step: 0, values: [Number.NaN] }], { fits: -2, broken: Infinity }]);
  });
});

it("no trial is told to stop that has reported nothing, nor any without a pruner", async () => {
  for (const pruner of [undefined, threshold({ upper: -1 })]) {
    const study = await createStudy({ seed: 1, ...(pruner && { pruner }) });
    const trial = await study.ask(space);
    expect(trial.shouldStop).toBe(false);
    await trial.report(Number.NaN, 0);
    expect(trial.shouldStop).toBe(pruner !== undefined);
  }
});

it("a trial that asks by name shows its params by itself while it runs, and in the study when it has ended", async () => {
  const study = await open();
  const trial = await study.ask();
  const x = trial.float("x", 0, 1);
  await study.refresh();
  expect([trial.params, study.trials[0]!.params]).toEqual([{ x }, {}]);
  await study.tell(trial, x);
  expect(study.trials[0]!.params).toEqual({ x });
});

it("every error of an objective costs its trial, and ends the study only where it is said to", async () => {
  const study = await open();
  const thrown = [new RangeError("far"), "text", null];
  const objective = (_: unknown, { number }: LiveTrial) => {
    if (number < 3) throw thrown[number];
    return 1;
  };
  await study.optimize(space, objective, { trials: 4 });
  expect(study.trials.map(({ error }) => error)).toEqual(["RangeError: far", "text", "null", undefined]);
  const strict = await open();
  const { stopped } = await strict.optimize(space, objective, { trials: 4, fatal: () => true });
  expect([stopped, strict.trials.length]).toEqual(["trial 0 failed by what ends the study: RangeError: far", 1]);
});
