import { createStudy, float, memory, type Storage } from "@kaviar/tune";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

const space = { x: float(0, 1) };
const elsewhere = { id: "kaviar:1:elsewhere", host: "elsewhere", pid: 1 };

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** A study of two trials, the first of which another machine runs. */
const withTrialElsewhere = async (storage: Storage) => {
  const study = await createStudy({ storage, name: "shared", seed: 1 });
  await study.optimize(space, ({ x }) => x, { trials: 1 });
  await storage.beat(elsewhere);
  const [record] = await storage.studies();
  await storage.claim(record!.id, { owner: elsewhere.id, startedAt: Date.now() });
  return study;
};

it("stays while the owner of the last trial is silent, and runs that trial in its place", async () => {
  const study = await withTrialElsewhere(memory());
  await vi.advanceTimersByTimeAsync(10_000);
  const result = study.optimize(space, ({ x }) => x, { trials: 2 });
  await vi.advanceTimersByTimeAsync(120_000);
  expect((await result).stopped).toBe("the study has its 2 trials");
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "complete"]);
  await study.close();
});

it("leaves the last trial to an owner that beats", async () => {
  const storage = memory();
  const study = await withTrialElsewhere(storage);
  await vi.advanceTimersByTimeAsync(10_000);
  await storage.beat(elsewhere);
  expect((await study.optimize(space, ({ x }) => x, { trials: 2 })).stopped).toBe("the study has its 2 trials");
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "running"]);
  await study.close();
});

it("goes when an owner that was silent beats again", async () => {
  const storage = memory();
  const study = await withTrialElsewhere(storage);
  await vi.advanceTimersByTimeAsync(10_000);
  const result = study.optimize(space, ({ x }) => x, { trials: 2 });
  await vi.advanceTimersByTimeAsync(5_000);
  await storage.beat(elsewhere);
  await vi.advanceTimersByTimeAsync(5_000);
  await result;
  expect(study.trials.map(({ state }) => state)).toEqual(["complete", "running"]);
  await study.close();
});
