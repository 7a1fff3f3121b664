import { expect, it } from "vitest";
import { createMirrors } from "../../src/reading/mirrors.ts";
import { progressIn } from "../../src/reading/progress.ts";
import { inMemory } from "../studies.ts";

it("tells where the best became better, by number and by when trials ended, of those that keep their constraints", async () => {
  const storage = await inMemory();
  const { study } = await storage.openStudy({
    name: "two",
    directions: ["minimize", "maximize"],
    seed: 1,
    createdAt: 0,
    attributes: {},
  });
  const ended = (values: readonly number[], startedAt: number, finishedAt: number, size = 0) => ({
    trial: {
      state: "complete" as const,
      params: {},
      dimensions: [],
      values,
      attributes: {},
      constraints: { size },
      attempt: 1,
      startedAt,
      finishedAt,
    },
    reports: [],
  });
  await storage.add(study.id, [
    ended([5, 1], 1_000, 9_000),
    ended([3, 2], 2_000, 4_000),
    ended([0, 9], 2_000, 5_000, 1),
    ended([4, 3], 2_000, 3_000),
  ]);
  const mirror = (await createMirrors(storage).study(study.id))!;
  expect(progressIn(mirror, 0)).toEqual({
    id: study.id,
    last: 3,
    took: 8_000,
    byTrial: [
      { at: 0, value: 5, trial: 0 },
      { at: 1, value: 3, trial: 1 },
    ],
    byTime: [
      { at: 2_000, value: 4, trial: 3 },
      { at: 3_000, value: 3, trial: 1 },
    ],
  });
  expect(progressIn(mirror, 1)!.byTrial.map(({ value }) => value)).toEqual([1, 2, 3]);
  expect(progressIn(mirror, 2)).toBeUndefined();
  await storage.close();
});
