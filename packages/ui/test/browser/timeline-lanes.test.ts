import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { busyOf, timelineOf, trialAt } from "../../page/dashboard/study/timeline-lanes.ts";
import { createTrialTable } from "../../page/dashboard/table/trial-table.ts";
import { columnsOf } from "../../src/columns/index.ts";

const tableOf = (
  trials: readonly (readonly [owner: string | undefined, startedAt: number, took: number | undefined])[],
) => {
  const table = createTrialTable(1);
  table.merge(
    columnsOf(
      trials.map(([owner, startedAt, took], number) => ({
        number,
        state: took === undefined ? ("running" as const) : ("complete" as const),
        params: {},
        dimensions: [],
        attributes: {},
        constraints: {},
        attempt: 1,
        startedAt,
        ...(owner !== undefined && { owner }),
        ...(took !== undefined && { finishedAt: startedAt + took }),
      })),
      1,
      1,
      () => 0,
    ),
  );
  return table;
};

const anyTrials = fc.array(
  fc.tuple(
    fc.constantFrom("a:1:x", "b:2:y", undefined),
    fc.nat({ max: 1_000 }),
    fc.option(fc.nat({ max: 300 }), { nil: undefined }),
  ),
  { minLength: 1, maxLength: 30 },
);

const sum = (all: Iterable<number>) => [...all].reduce((a, b) => a + b, 0);

describe("the timeline of a study", () => {
  it("has each started trial of a process in its lane, and as much of it as it took", () => {
    fc.assert(
      fc.property(anyTrials, fc.integer({ min: 1, max: 50 }), (trials, pixels) => {
        const [table, now] = [tableOf(trials), 1_500];
        const { lanes, from, to, drawn, processes } = timelineOf(table, now);
        const owned = trials.filter(([owner]) => owner !== undefined);
        expect(drawn).toBe(owned.length);
        expect(processes).toBe(new Set(owned.map(([owner]) => owner)).size);
        for (const lane of lanes) {
          const busy = busyOf(table, lane, { from, to, now, pixels });
          const took = trials
            .filter(([owner]) => owner === lane.owner)
            .map(([, startedAt, took]) => took ?? now - startedAt);
          expect((sum(busy.flatMap((own) => [...own])) * (to - from)) / pixels).toBeCloseTo(sum(took), 6);
          expect(Math.min(...busy.flatMap((own) => [...own]))).toBeGreaterThanOrEqual(-1e-9);
        }
      }),
    );
  });

  it("tells which trial ran at a time, the one that started last of several", () => {
    const table = tableOf([
      ["a:1:x", 0, 100],
      ["a:1:x", 50, 100],
      ["a:1:x", 300, undefined],
    ]);
    const [lane] = timelineOf(table, 400).lanes;
    const at = (time: number) => trialAt(table, lane!, time, 5, 400);
    expect([at(20), at(70), at(200), at(297), at(390)]).toEqual([0, 1, undefined, 2, 2]);
  });

  it("has lanes for the first processes alone where there are many, and says how many there are", () => {
    const table = tableOf(Array.from({ length: 40 }, (_, at) => [`h:${at}:x`, at, 1] as const));
    const { lanes, processes, drawn } = timelineOf(table, 100);
    expect([lanes.length, processes, drawn]).toEqual([24, 40, 24]);
  });
});
