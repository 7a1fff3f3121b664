import { expect, it } from "vitest";
import type { AutofitResult, Candidate } from "../../src/autofit/result.ts";
import { lineagesOf } from "../../src/report/lineage.ts";

const candidate = (trial: number, ...parents: number[]): Candidate =>
  ({ trial, words: `p${trial}`, score: trial, origin: { operator: "cross", parents } }) as unknown as Candidate;

it("is the pipeline and all it comes from, each once, in the order of their trials", () => {
  const leaderboard = [
    candidate(9, 4, 7),
    candidate(7, 4, 2),
    candidate(4, 1),
    candidate(2),
    candidate(1),
    candidate(3, 1),
  ];
  const result = { leaderboard, single: leaderboard[0]!, ensemble: undefined } as unknown as AutofitResult;
  const [{ trial, ancestors }] = lineagesOf(result) as [ReturnType<typeof lineagesOf>[number]];
  expect(trial).toBe(9);
  expect(ancestors.map((each) => each.trial)).toEqual([1, 2, 4, 7, 9]);
  expect(ancestors.at(-1)!.parents).toEqual([4, 7]);
});

it("is also that of the ensemble's members, the heaviest first", () => {
  const leaderboard = [candidate(5), candidate(6), candidate(8)];
  const members = [
    { candidate: leaderboard[1]!, weight: 0.2 },
    { candidate: leaderboard[2]!, weight: 0.8 },
  ];
  const result = { leaderboard, single: leaderboard[0]!, ensemble: { members } } as unknown as AutofitResult;
  expect(lineagesOf(result).map(({ trial }) => trial)).toEqual([5, 8, 6]);
});
