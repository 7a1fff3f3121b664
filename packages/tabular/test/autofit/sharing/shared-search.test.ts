import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy } from "@kaviar/tune";
import { afterAll, expect, it } from "vitest";
import { type AutofitResult, autofit, sharedSearch, table } from "../../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-shared-search-"));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = Array.from({ length: 160 }, (_, i) => {
  const [a, b] = [Math.sin(i * 1.7), Math.cos(i * 0.9)];
  return { a, b, colour: ["red", "green", "blue"][i % 3]!, kind: a + b * b + (i % 3) / 4 > 0.6 ? "yes" : "no" };
});
const churn = table(rows);
const given = {
  target: "kind",
  budget: { evaluations: 14 },
  folds: 2,
  seed: 3,
  preset: "interpretable",
} as const;

const told = ({ leaderboard, chosen, single, ensemble, holdout }: AutofitResult) => ({
  leaderboard: leaderboard.map(({ trial, words, scores, origin }) => ({ trial, words, scores, origin })),
  chosen,
  single: single.words,
  members: ensemble?.members.map(({ candidate, weight }) => [candidate.trial, weight]),
  score: holdout!.score,
});

it("finds by several what it finds by one, and what a search of one process finds", { timeout: 120_000 }, async () => {
  const alone = await autofit(churn, { ...given, workers: 1 });
  const by = async (agents: number) => {
    const name = `by-${agents}`;
    const storage = `sqlite:${join(folder, "studies.db")}`;
    const options = { ...given, workers: 1, storage, name };
    const search = sharedSearch(churn, options);
    await search.begin();
    const joined = await Promise.all(Array.from({ length: agents }, () => sharedSearch(churn, options).join()));
    expect(joined).toEqual(joined.map(() => "the study has its 14 trials"));
    const result = await search.finish(joined[0]!);
    expect(result.ended).toBe(joined[0]);
    expect(result.outOfFold!.length).toBeGreaterThan(0);
    await result.study.close();
    return result;
  };
  const [one, three] = [await by(1), await by(3)];
  expect(told(one)).toEqual(told(three));
  expect(told(one)).toEqual(told(alone));
});

it("refuses another table, and a study that nobody has begun", async () => {
  const storage = `sqlite:${join(folder, "refused.db")}`;
  const options = { ...given, storage, name: "refused" };
  await sharedSearch(churn, options).begin();
  const other = table(rows.map((row, i) => (i === 7 ? { ...row, a: 9 } : row)));
  await expect((async () => sharedSearch(other, options).join())()).rejects.toThrow("it was begun with 160 rows");
});

it("ends where it is asked to stop, with what there is, and goes on where it is only left", {
  timeout: 60_000,
}, async () => {
  const storage = `sqlite:${join(folder, "stopped.db")}`;
  const many = { ...given, budget: { evaluations: 500 }, storage, name: "stopped", workers: 1 };
  await sharedSearch(churn, many).begin();
  const leaving = new AbortController();
  const left = sharedSearch(churn, { ...many, signal: leaving.signal }).join();
  const search = sharedSearch(churn, many);
  const joined = search.join();
  for await (const event of joined) if (event.kind === "scored" && event.evaluated >= 3) break;
  leaving.abort();
  expect(await left).toBeUndefined();
  const study = await createStudy({ name: "stopped", storage });
  await study.stop();
  await study.close();
  const ended = await joined;
  expect(ended).toBe("it was asked to stop");
  const result = await search.finish(ended!);
  expect(result.leaderboard.length).toBeGreaterThanOrEqual(2);
  expect(result.study.history.running.size).toBe(0);
  await result.study.close();
});
