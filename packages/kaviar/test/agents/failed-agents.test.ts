import type { Agent } from "@kaviar/cluster";
import { describe, expect, it } from "vitest";
import { failedAgents, failedLines, hearFailures } from "../../src/agents/failed-agents.ts";

const agents: readonly Agent[] = [
  { id: "7_0", state: "running", why: "RUNNING" },
  { id: "7_1", state: "ended", why: "FAILED: exit code 1" },
  { id: "7_2", state: "waiting", why: "PENDING: Resources" },
  { id: "7_3", state: "ended", why: "CANCELLED" },
  { id: "7_4", state: "ended" },
  { id: "7_5", state: "ended", why: "OUT_OF_MEMORY" },
];

describe("agents that have failed", () => {
  it("are those that ended neither by themselves nor by somebody's wish", () => {
    expect(failedAgents(agents).map(({ id }) => id)).toEqual(["7_1", "7_5"]);
  });

  it("are of no interest once an agent has ended since all was done", () => {
    expect(failedAgents([...agents, { id: "7_6", state: "ended", why: "COMPLETED" }])).toEqual([]);
  });

  it("are named with their log, and with what begins them again where their engine does not", () => {
    const placed = { engine: { name: "slurm", logs: "/logs", options: {} }, job: "7_[0-5]", agents: 6, at: 0 } as const;
    const url = "postgres://tuner@db/studies";
    expect(failedLines({ placed, agents, first: 0 }, failedAgents(agents), "two words", url)).toEqual([
      "2 agents have failed (FAILED: exit code 1, OUT_OF_MEMORY), and Slurm does not begin them again by itself.",
      `What was printed: kaviar study logs --agent 1 'two words' --storage ${url}`,
      "Begin them again: scontrol requeue 7_1,7_5",
    ]);
    const kubernetes = { ...placed, engine: { name: "kubernetes", image: "a", options: {} } } as const;
    expect(failedLines({ placed: kubernetes, agents, first: 0 }, failedAgents(agents), "a", url)).toEqual([]);
    expect(failedLines({ placed, agents, first: 0 }, [], "a", url)).toEqual([]);
    const ray = {
      ...placed,
      engine: { name: "ray", address: "http://head:8265", folder: "/logs", options: {} },
    } as const;
    expect(failedLines({ placed: ray, agents, first: 0 }, failedAgents(agents), "a", url).at(-1)).toBe(
      "The others do their share. With as many --nodes, the same command hands in as many again.",
    );
  });

  it("are told of once, however often it is looked", () => {
    const placed = { engine: { name: "slurm", logs: "/logs", options: {} }, job: "7_[0-5]", agents: 6, at: 0 } as const;
    const failures = hearFailures("digits", "postgres://tuner@db/studies");
    expect(failures([{ placed, agents: agents.slice(0, 3), first: 0 }]).at(-1)).toBe(
      "Begin it again: scontrol requeue 7_1",
    );
    expect(failures([{ placed, agents, first: 0 }]).at(-1)).toBe("Begin it again: scontrol requeue 7_5");
    expect(failures([{ placed, agents, first: 0 }])).toEqual([]);
  });
});
