import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rmse } from "@kaviar/nn";
import { afterAll, beforeAll, expect, it } from "vitest";
import { choose } from "../../../src/autofit/choosing/choose.ts";
import type { Prepared } from "../../../src/autofit/preparing/prepare-search.ts";
import type { Candidate } from "../../../src/autofit/result.ts";
import { pipeline, ridge } from "../../../src/index.ts";
import { heldOutIn, writeHeldOut } from "../../../src/search/held-out.ts";

const rows = 30;
const values = Float64Array.from({ length: rows }, (_, row) => Math.sin(row));
const fold = (first: number) => Int32Array.from({ length: rows / 3 }, (_, i) => 3 * i + first);
const splits = [0, 1, 2].map((first) => ({ training: new Int32Array(), validation: fold(first) }));
const prepared = {
  splits,
  otherFolds: [splits, splits],
  training: { target: { task: "numbers", values }, table: { rows } },
  metric: rmse,
} as unknown as Prepared;

/** Each is wrong where the other is right. */
const wrong = [0, 1].map((odd) => values.map((value, row) => (row % 2 === odd ? value + 1 : value)));
const candidates = wrong.map(
  (_, trial) =>
    ({
      trial,
      words: "ridge",
      complexity: 2 - trial,
      work: 1,
      score: 0.7,
      std: 0.1,
      fitSeconds: 1,
      scores: [0.7],
      pipeline: pipeline(ridge()),
    }) as never,
) as readonly Candidate[];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-choose-"));
  for (const [trial, said] of wrong.entries()) await writeHeldOut(folder, trial, said);
});
afterAll(() => rm(folder, { recursive: true }));

it("keeps the ensemble where there is no time to score all of its members on other folds", async () => {
  const said: string[] = [];
  const { ensemble, singles, notes } = await choose(candidates, prepared, {
    ...({ folder, heldOut: heldOutIn(folder), workers: 2 } as Parameters<typeof choose>[2]),
    prefer: "best",
    members: 8,
    isBaseline: () => false,
    // Two fits of a second for each of three folds by two workers, and 1.5 s to begin: there are 3.6 of 8.
    left: () => 8,
    say: (doing) => said.push(doing),
  });
  expect(ensemble!.members.map(({ candidate, weight }) => [candidate.trial, weight])).toEqual([
    [0, 0.5],
    [1, 0.5],
  ]);
  expect(ensemble!.score).toBeCloseTo(0.5, 12);
  expect(singles).toHaveLength(2);
  expect(said).toEqual(["an ensemble"]);
  expect(notes.join()).toMatch(/no time to score the best pipelines on other folds/);
});

it("takes nobody for the simplest who is there to be compared with", async () => {
  const { singles } = await choose(
    candidates,
    { ...prepared, otherFolds: [] },
    {
      ...({ folder, heldOut: heldOutIn(folder), workers: 2 } as Parameters<typeof choose>[2]),
      prefer: "simple",
      members: undefined,
      isBaseline: ({ trial }) => trial === 1,
      left: () => 8,
      say: () => {},
    },
  );
  expect(singles.map(({ trial }) => trial)).toEqual([0, 1]);
});
