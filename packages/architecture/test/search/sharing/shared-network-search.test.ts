import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStudy, int } from "@kaviar/tune";
import { afterAll, expect, it } from "vitest";
import { architecture, type Scored, type SearchResult, sharedNetworkSearch } from "../../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-shared-networks-"));
afterAll(() => rmSync(folder, { recursive: true }));

const x = Array.from({ length: 520 }, (_, i) => [Math.sin(i * 1.7), Math.cos(i * 0.9), (i % 7) / 7]);
const data = { x, y: x.map(([a, b, c]) => (a! + b! * b! + c! / 2 > 0.7 ? "yes" : "no")) };
// Rows are encoded in one way, and networks differ in width alone: so later ones go on from earlier ones.
const alike = { bins: 8, level: 8, width: int(8, 24), depth: 1, activation: "relu", norm: false, dropout: 0 };
const inBatches = (batch: number) =>
  architecture.table({
    families: ["mlp"],
    networks: { mlp: alike },
    training: { rate: 0.004, batch, decay: 0.1, smoothing: 0 },
  });
const given = { task: "table", budget: { trials: 10, epochs: 2 }, seed: 1, space: inBatches(32) } as const;
const storage = `sqlite:${join(folder, "studies.db")}`;

const told = ({ leaderboard, winner, members, holdout, validation, judged }: SearchResult) => ({
  leaderboard: leaderboard.map(({ trial, words, score, loss, cycles, from }) => ({
    ...{ trial, words, score, loss, cycles, from },
  })),
  members: members.map(({ member, epochs }) => [member.trial, epochs]),
  ...{ winner: winner.trial, holdout, validation, said: [...judged.said] },
});

const by = async (agents: number, workers: number) => {
  const options = { ...given, storage, workers, name: `by-${agents}` };
  const search = sharedNetworkSearch(data, options);
  await search.begin();
  const joined = await Promise.all(Array.from({ length: agents }, () => sharedNetworkSearch(data, options).join()));
  expect(joined).toEqual(joined.map(() => "the study has its 10 trials"));
  const result = await search.finish(joined[0]!);
  expect(result.ended).toBe(joined[0]);
  const trials = result.study.history.trials.map((trial) => trial!);
  const file = join(folder, `${options.name}.onnx`);
  await result.model.save(file);
  await result.study.close();
  return { result, trials, model: readFileSync(file) };
};

it("finds by two what it finds by one, whoever made what an heir goes on from", async () => {
  const [one, two] = [await by(1, 2), await by(2, 1)];
  expect(told(two.result)).toEqual(told(one.result));
  expect(two.model.equals(one.model)).toBe(true);
  expect(two.trials.map(({ state }) => state)).toEqual(one.trials.map(({ state }) => state));
  expect(new Set(two.trials.map(({ owner }) => owner)).size).toBe(2);
  // The one that does not look at all others goes on from one of them, and is stopped on the way.
  expect(two.result.leaderboard.find(({ trial }) => trial === 9)).toMatchObject({ from: 0, cycles: 2 });
  expect(two.trials[9]!.state).toBe("pruned");
  expect(two.result.holdout!.score).toBeGreaterThan(0.8);
}, 240_000);

it("refuses other rows, and a study that nobody has begun to be shared", async () => {
  const options = { ...given, storage, name: "refused" };
  const join = async (other: Partial<typeof data>, name: string) =>
    sharedNetworkSearch({ ...data, ...other }, { ...options, name }).join();
  await expect(join({}, "unknown")).rejects.toThrow('there is no study "unknown"');
  await sharedNetworkSearch(data, options).begin();
  const others = x.map((row, i) => (i === 7 ? [9, 9, 9] : row));
  await expect(join({ x: others }, "refused")).rejects.toThrow("it was begun with 520 rows of 3 columns");
  await (await createStudy({ name: "own", storage, direction: "maximize" })).close();
  await expect(join({}, "own")).rejects.toThrow('the study "own" was not');
});

it("leaves where it is told to, and by a time goes on from what another one has paused", async () => {
  const budget = { time: "1h" } as const;
  const options = { ...given, budget, space: inBatches(256), storage, name: "by-time", workers: 1 };
  await sharedNetworkSearch(data, options).begin();
  /** Works until something is scored that is enough. */
  const until = async (isEnough: (candidate: Scored) => boolean) => {
    const leaving = new AbortController();
    const joining = sharedNetworkSearch(data, { ...options, signal: leaving.signal }).join();
    for await (const event of joining)
      if (event.kind === "scored" && isEnough(event.candidate) && !leaving.signal.aborted) leaving.abort();
    expect(await joining).toBeUndefined();
  };
  const paused = new Map<number, Scored>();
  await until((candidate) => {
    if (candidate.cycles === 1) paused.set(candidate.trial, candidate);
    return paused.size >= 3;
  });
  let after: Scored | undefined;
  await until((candidate) => {
    if (paused.has(candidate.trial)) after = candidate;
    return after !== undefined;
  });
  const before = paused.get(after!.trial)!;
  expect(after!.cycles).toBeGreaterThan(before.cycles);
  expect(after!.losses.slice(0, before.losses.length)).toEqual(before.losses);
}, 240_000);
