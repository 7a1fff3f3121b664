import { createStudy, float, type LiveTrial, memory, random, type Storage, type Study } from "@kaviar/tune";
import { afterEach, beforeEach, expect, it } from "vitest";

const escaped: unknown[] = [];
const note = (error: unknown) => escaped.push(error);
beforeEach(() => {
  escaped.length = 0;
  process.on("unhandledRejection", note);
});
afterEach(() => {
  process.off("unhandledRejection", note);
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A storage whose calls fail from one on: all of them, or this one alone. Each answers late, as a server does. */
const failing = (from: number, alone: boolean): { storage: Storage; calls: () => number } => {
  const sound = memory();
  let calls = 0;
  const storage = Object.fromEntries(
    Object.entries(sound).map(([name, method]) => {
      if (typeof method !== "function" || name === "close") return [name, method];
      const failing = async (...given: never[]) => {
        const call = calls++;
        await pause(call % 2);
        if (alone ? call === from : call >= from) throw new Error(`gone at call ${call}, ${name}`);
        return (method as (...given: never[]) => unknown)(...given);
      };
      return [name, failing];
    }),
  ) as unknown as Storage;
  return { storage, calls: () => calls };
};

const space = { x: float(0, 1) };
const stopsNobody = { name: "nobody", judge: () => ({ stop: false }) as const };

/** What a program does with a study, without waiting where it need not. Errors are caught, as a program may. */
const uses: Readonly<Record<string, (study: Study) => Promise<unknown>>> = {
  optimize: (study) =>
    study.optimize(
      space,
      async ({ x }, trial) => {
        void trial.report(x, 0);
        void trial.setAttribute("seen", true);
        void trial.constraint("limit", -1);
        await pause(3);
        await trial.report(x, 1);
        return trial.shouldStop ? 0 : x;
      },
      { trials: 4, concurrency: 2 },
    ),
  "ask and tell": async (study) => {
    const trial = await study.ask(space);
    void trial.report(1, 0);
    await pause(3);
    await study.tell(trial, 1);
  },
  "ask for somebody else": (study) => study.ask(space, { detached: true }),
  "enqueue, refresh and replay": async (study) => {
    await study.enqueue({ x: 0.5 });
    await study.refresh();
    await study.replay();
  },
};

const run = async (use: (study: Study) => Promise<unknown>, from: number, alone: boolean): Promise<number> => {
  const { storage, calls } = failing(from, alone);
  const options = { name: "s", storage, seed: 1, sampler: random(), pruner: stopsNobody };
  const study = await createStudy(options).catch(() => undefined);
  if (study === undefined) return calls();
  await use(study).catch(() => {});
  await study.close().catch(() => {});
  return calls();
};

it.each(Object.entries(uses))(
  "nothing escapes and nothing hangs, wherever the storage goes away: %s",
  async (_, use) => {
    const calls = await run(use, Infinity, false);
    expect(calls).toBeGreaterThan(4);
    for (let from = 0; from < calls; from++) for (const alone of [true, false]) await run(use, from, alone);
    await pause(20);
    expect(escaped).toEqual([]);
  },
  20_000,
);

it("nothing escapes of a study that is deleted, or closed, while it runs", async () => {
  for (const end of [
    async (storage: Storage) => {
      for (const { id } of await storage.studies()) await storage.deleteStudy(id);
    },
    (_: Storage, study: Study) => study.close(),
  ]) {
    const storage = memory();
    const study = await createStudy({ name: "ends", storage, seed: 1, sampler: random(), pruner: stopsNobody });
    const objective = async ({ x }: { x: number }, trial: LiveTrial) => {
      void trial.report(x, 0);
      if (trial.number === 2) await end(storage, study);
      void trial.report(x, 1);
      await pause(1);
      return x;
    };
    await study.optimize(space, objective, { trials: 6, concurrency: 2 }).catch(() => {});
    await study.ask(space).catch(() => {});
    await study.close().catch(() => {});
  }
  await pause(20);
  expect(escaped).toEqual([]);
});

it("a trial is never failed by its storage, but waits again where it can", async () => {
  const { storage } = failing(Infinity, false);
  let refusals = 1;
  const refusing: Storage = {
    ...storage,
    report: async (...given) => {
      if (refusals-- > 0) throw new Error("away for a moment");
      return storage.report(...given);
    },
  };
  const study = await createStudy({ storage: refusing, seed: 1 });
  const objective = async ({ x }: { x: number }, trial: LiveTrial) => {
    await trial.report(x, 0);
    return x;
  };
  await expect(study.optimize(space, objective, { trials: 2 })).rejects.toMatchObject({ code: "storage-failed" });
  expect(study.trials.map(({ state }) => state)).toEqual(["waiting"]);
  await study.optimize(space, objective, { trials: 2 });
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "complete"]);
});

it("what breaks on the way fails its trial, also where the objective did not wait for it", async () => {
  const pruner = {
    name: "broken",
    judge: ({ number }: { number: number }) => {
      if (number === 1) throw new RangeError("no square root");
      return { stop: false } as const;
    },
  };
  const study = await createStudy({ seed: 1, pruner });
  const objective = async ({ x }: { x: number }, trial: LiveTrial) => {
    void trial.report(x, 0);
    void trial.report(x, 1);
    await pause(5);
    return x;
  };
  await study.optimize(space, objective, { trials: 3 });
  expect(study.trials.map(({ state, error }) => error ?? state)).toEqual([
    "complete",
    "RangeError: no square root",
    "complete",
  ]);
});
