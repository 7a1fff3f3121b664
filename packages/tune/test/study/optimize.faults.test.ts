import { createStudy, float, memory, type Sampler, type Storage } from "@kaviar/tune";
import { expect, it } from "vitest";

const space = { x: float(0, 1) };
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A storage in memory, some of whose methods are replaced. */
const faulty = (change: (sound: Storage) => Partial<Storage>): Storage => {
  const sound = memory();
  return { ...sound, ...change(sound) };
};

it("ends with a clear error when a trial cannot be told, and tells the others", async () => {
  const storage = faulty((sound) => ({
    update: async (study, number, patch, condition) => {
      if (number === 1 && patch.state === "complete") throw new Error("disk full");
      return sound.update(study, number, patch, condition);
    },
  }));
  const study = await createStudy({ storage, seed: 1 });
  const running = study.optimize(space, ({ x }, { number }) => wait(number === 1 ? 5 : 60).then(() => x), {
    trials: 9,
    concurrency: 3,
  });
  await expect(running).rejects.toMatchObject({
    code: "storage-failed",
    message:
      "A storage must keep what a trial came to; memory did not for trial 1: Error: disk full.\nThe study ends here. Run it again when the storage is well: it goes on with what was kept.",
  });
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "running", "complete"]);
});

it("tells once more, in the end, what a storage refused for a while", async () => {
  let refusals = 1;
  const storage = faulty((sound) => ({
    update: async (study, number, patch, condition) => {
      if (patch.state === "complete" && refusals-- > 0) throw new Error("server restarts");
      return sound.update(study, number, patch, condition);
    },
  }));
  const study = await createStudy({ storage, seed: 1 });
  const running = study.optimize(space, () => wait(20).then(() => 1), { trials: 9, concurrency: 2 });
  await expect(running).rejects.toMatchObject({ code: "storage-failed" });
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "complete"]);
  await study.optimize(space, () => 1, { trials: 4 });
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "complete", "complete", "complete"]);
});

it("claims no trial when the sampler fails, and lets running ones finish", async () => {
  const sampler: Sampler = {
    name: "brittle",
    propose: ({ number }) => {
      if (number === 2) throw new RangeError("no square root");
      return { params: { x: 0.5 } };
    },
  };
  const study = await createStudy({ seed: 1, sampler });
  const running = study.optimize(space, ({ x }, { number }) => wait(number === 0 ? 5 : 40).then(() => x), {
    trials: 9,
    concurrency: 2,
  });
  await expect(running).rejects.toThrow("no square root");
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "complete"]);
  expect(study.history.running.size).toBe(0);
});

it("is the same study on a slow storage", async () => {
  const slow = faulty((sound) => ({
    claim: (...given) => wait(2).then(() => sound.claim(...given)),
    update: (...given) => wait(3).then(() => sound.update(...given)),
    changes: (...given) => wait(1).then(() => sound.changes(...given)),
    report: (...given) => wait(2).then(() => sound.report(...given)),
  }));
  const run = async (storage: Storage) => {
    const study = await createStudy({ storage, seed: 1 });
    await study.optimize(
      space,
      ({ x }, trial) => {
        // Nobody waits for these: they are kept all the same.
        void trial.report(x, 0);
        void trial.setAttribute("seen", true);
        return x;
      },
      { trials: 8, concurrency: 1 },
    );
    return study.trials.map(({ params, value, reports, attributes }) => ({ params, value, reports, attributes }));
  };
  expect(await run(slow)).toEqual(await run(memory()));
});

it("finishes what runs when the time is over or the signal aborted, and asks for no more", async () => {
  const controller = new AbortController();
  for (const [options, why] of [
    [{ timeout: "200ms" }, "the time of 200ms is over"],
    [{ signal: controller.signal }, "the signal was aborted"],
  ] as const) {
    if ("signal" in options) setTimeout(() => controller.abort(), 200);
    const study = await createStudy({ seed: 1 });
    const { stopped } = await study.optimize(space, ({ x }) => wait(500).then(() => x), { concurrency: 3, ...options });
    expect(stopped).toBe(why);
    expect(study.trials.map(({ state }) => state)).toEqual(["complete", "complete", "complete"]);
  }
});

it("queues a trial again that throws because the study's signal was aborted", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const study = await createStudy({ seed: 1 });
  const cancelled = ({ number }: { number: number }) =>
    new Promise<number>((_, reject) => {
      signal.addEventListener("abort", () => {
        if (number === 0) reject(signal.reason);
        else reject(new Error("of its own"));
      });
    });
  setTimeout(() => controller.abort(), 20);
  await study.optimize(space, (_, trial) => cancelled(trial), { concurrency: 2, signal });
  expect(study.trials.map(({ state }) => state)).toEqual(["waiting", "failed"]);
});

it("goes on with a trial that was queued again in the next run, beside those that are complete", async () => {
  const controller = new AbortController();
  const study = await createStudy({ seed: 1 });
  let first = true;
  const reports = async (_: unknown, trial: { number: number }) => {
    if (trial.number === 0 && first) {
      first = false;
      await wait(40);
      controller.abort();
      throw controller.signal.reason;
    }
    return 1;
  };
  await study.optimize(space, reports, { trials: 3, concurrency: 3, signal: controller.signal });
  expect(study.trials.map(({ state }) => state)).toEqual(["waiting", "complete", "complete"]);
  await study.optimize(space, reports, { trials: 3, concurrency: 3 });
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "complete", "complete"]);
});

it("listens for signals only while a study runs", async () => {
  const count = () => process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");
  const before = count();
  const study = await createStudy({ seed: 1 });
  const during: number[] = [];
  await study.optimize(space, () => during.push(count() - before), { trials: 3 });
  expect(during).toEqual([2, 2, 2]);
  expect(count()).toBe(before);
  await expect(study.optimize(space, () => 1, { trials: 0 })).rejects.toMatchObject({ code: "bad-count" });
  expect(count()).toBe(before);
});
