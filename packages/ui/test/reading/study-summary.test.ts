import { createStudy, float, openStorage } from "@kaviar/tune";
import { expect, it } from "vitest";
import { createMirrors } from "../../src/reading/mirrors.ts";
import { createPresence } from "../../src/reading/presence.ts";
import { summaries } from "../../src/server/feeds.ts";

it("says how far a run is while it goes on, also between two trials, and nothing before and after", async () => {
  const storage = await openStorage("memory");
  const [mirrors, presence] = [createMirrors(storage), createPresence()];
  const look = async () => {
    const { isRunning, runs, outlooks, connected } = (await summaries(mirrors, presence))[0]!;
    return { isRunning, runs, outlooks, running: connected.map(({ running }) => running) };
  };
  const study = await createStudy({ name: "digits", storage, seed: 1 });
  const idle = { isRunning: false, runs: 0, outlooks: [], running: [] };
  expect(await look()).toEqual(idle);
  const seen: unknown[] = [];
  const limits = { trials: 3, patience: 9, log: [async () => void seen.push(await look())] };
  const objective = async ({ x }: { x: number }) => {
    if (seen.length === 1) seen.push(await look());
    return x;
  };
  await study.optimize({ x: float(0, 1) }, objective, limits);
  const goal = { isRunning: true, runs: 1, running: [0] };
  const parts = (ended: number, since: unknown) => [
    expect.stringMatching(new RegExp(`^${ended} of 3 trials`)),
    expect.stringMatching(new RegExp(`^stops after 9 trials without a better one: ${since} so far$`)),
  ];
  expect(seen.slice(0, 2)).toEqual([
    { ...goal, outlooks: [{ parts: parts(1, 0) }] },
    { ...goal, outlooks: [{ parts: parts(1, 0) }], running: [1] },
  ]);
  expect(await look()).toEqual(idle);
  await study.close();
});
