import type { Heartbeat, TrialRecord } from "@kaviar/tune";
import { expect, it } from "vitest";
import { agentRows } from "../../src/agents/agent-rows.ts";

const trial = (number: number, owner: string, state: TrialRecord["state"] = "complete"): TrialRecord => ({
  ...{ number, owner, state, params: {}, dimensions: [], attributes: {}, constraints: {}, attempt: 1 },
});

const beat = (id: string, silent: number): Heartbeat => ({ id, host: "n", pid: 1, beats: 3, silent });

it("joins what the engine, the heartbeats and the trials say of each agent, and of who came by hand", () => {
  const engine = { name: "slurm", logs: "/logs", options: {} } as const;
  const agents = [
    { id: "7_0", state: "running", host: "n1", why: "RUNNING" },
    { id: "7_1", state: "ended", why: "FAILED: signal 9" },
    { id: "7_2", state: "waiting" },
  ] as const;
  const seen = { placed: { engine, job: "7_[0-2]", agents: 3, at: 0 }, agents, first: 0 };
  // They came when one had failed.
  const later = {
    placed: { engine, job: "8_[0-0]", agents: 1, at: 1, beside: true },
    agents: [{ id: "8_0", state: "waiting" }],
    first: 3,
  } as const;
  const trials = [
    trial(0, "n1:10:7_0/abc"),
    trial(1, "n2:11:7_1/def"),
    trial(2, "n1:10:7_0/abc", "running"),
    trial(3, "desk:5:xyz"),
    trial(4, "n2:11:7_1/def", "failed"),
    trial(5, "gone:6:uvw"),
  ];
  const rows = agentRows([seen, later], [beat("n1:10:7_0/abc", 800.4), beat("desk:5:xyz", 1_000)], trials);
  expect(rows).toEqual([
    { number: 0, agent: "7_0", host: "n1", state: "running", trials: 1, silent: 800 },
    { number: 1, agent: "7_1", host: "n2", state: "ended", why: "FAILED: signal 9", trials: 2 },
    { number: 2, agent: "7_2", state: "waiting", trials: 0 },
    { number: 3, agent: "8_0", state: "waiting", trials: 0 },
    { host: "desk", state: "running", trials: 1, silent: 1_000 },
  ]);
});
