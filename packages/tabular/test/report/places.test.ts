import { expect, it } from "vitest";
import type { AutofitResult } from "../../src/autofit/result.ts";
import { progressOf } from "../../src/report/places.ts";

it("counts the seconds in which something was searched: a night between two sessions is none of them", () => {
  const night = 8 * 3600_000;
  const trials = [
    { number: 0, startedAt: 1000, finishedAt: 3000 },
    { number: 1, startedAt: 2000, finishedAt: 5000 },
    undefined,
    { number: 3, startedAt: 5000 + night, finishedAt: 6000 + night },
    { number: 4, startedAt: 6000 + night },
  ];
  const leaderboard = [0, 1, 3].map((trial) => ({ trial, score: trial / 10 }));
  const result = { leaderboard, study: { history: { trials } } } as unknown as AutofitResult;
  expect(progressOf(result).map(({ seconds }) => seconds)).toEqual([2, 4, 5]);
});
