import type { Heartbeat, TrialRecord } from "@kaviar/tune";
import { expect, it } from "vitest";
import { createPresence } from "../../src/reading/presence.ts";

const owner = (id: string, beats: number): Heartbeat => ({ id, host: "otto", pid: 7, beats, silent: 0 });
const running = (number: number, owner: string): TrialRecord => ({
  number,
  owner,
  state: "running",
  params: {},
  dimensions: [],
  attributes: {},
  constraints: {},
  attempt: 1,
});

it("tells who runs the study, between two trials too, and whose heartbeats have stopped for half a minute", () => {
  let now = 0;
  const presence = createPresence(() => now);
  const trials = [running(0, "a"), running(1, "a"), undefined, running(3, "b")];
  const goals = [{ owner: "between", began: 0, slots: 1 }];
  const told = (beats: number) =>
    presence([owner("a", beats), owner("b", 5), owner("idle", 1), owner("between", beats)], trials, goals);
  expect(told(1)).toEqual([
    { owner: "a", host: "otto", pid: 7, running: 2, silent: false },
    { owner: "b", host: "otto", pid: 7, running: 1, silent: false },
    { owner: "between", host: "otto", pid: 7, running: 0, silent: false },
  ]);
  now = 29_999;
  expect(told(2).map(({ silent }) => silent)).toEqual([false, false, false]);
  now = 30_000;
  expect(told(3).map(({ silent }) => silent)).toEqual([false, true, false]);
});
