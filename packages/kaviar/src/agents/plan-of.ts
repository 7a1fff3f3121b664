import { realpathSync } from "node:fs";
import { parseDuration, parseSize } from "@kaviar/base/text";
import type { AgentPlan } from "@kaviar/cluster";
import type { Placement } from "./placement-options.ts";

/** What an agent needs to know of where studies are; secrets among it. */
const told = /^PG[A-Z]+$/;

/** The plan of agents that work on a study: each runs `kaviar work`, as this program was started. */
export const planOf = (
  study: string,
  storage: string,
  { nodes = 1, memory, time }: Placement,
  workers: number,
): AgentPlan => ({
  name: study,
  agents: nodes,
  command: [process.execPath, realpathSync(process.argv[1]!), "work", "--", study],
  folder: process.cwd(),
  environment: {
    ...Object.fromEntries(Object.entries(process.env).filter((pair): pair is [string, string] => told.test(pair[0]))),
    KAVIAR_STORAGE: storage,
  },
  cores: workers,
  ...(memory !== undefined && { memory: parseSize(memory)! }),
  ...(time !== undefined && { time: parseDuration(time)! }),
});
