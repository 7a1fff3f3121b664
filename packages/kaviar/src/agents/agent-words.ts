import { plural } from "@kaviar/base/text";
import type { Agent } from "@kaviar/cluster";
import type { Crew } from "./place.ts";
import type { Seen } from "./placed.ts";

const order = ["running", "waiting", "ended", "lost"] as const satisfies readonly Agent["state"][];

/** "3 running, 5 waiting". */
export const agentCounts = (agents: readonly Agent[]): string =>
  order
    .map((state) => [state, agents.filter((agent) => agent.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`)
    .join(", ");

/** How agents ended, in their engine's words: "2 × FAILED, 6 × COMPLETED". */
export const endingWords = (agents: readonly Agent[]): string => {
  const counts = new Map<string, number>();
  for (const { why = "ended" } of agents) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, count]) => (count === 1 ? why : `${count} × ${why}`)).join(", ");
};

/** What becomes of agents when nobody follows them any more. */
export const detachedWords = ({ jobs, alive }: Crew): string =>
  `Detached: ${plural(alive, "agent")} on ${[...new Set(jobs.map(({ engine }) => engine.name))].join(" and ")} ${alive === 1 ? "goes" : "go"} on.`;

/** What is known of the agents of a job. */
export const seenWords = ({ placed, agents, unknown }: Seen): string =>
  `${plural(placed.agents, "agent")} on ${placed.engine.name} as ${placed.job}: ${unknown ?? agentCounts(agents)}`;
