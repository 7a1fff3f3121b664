import { realpathSync } from "node:fs";
import { bucketVariables } from "@kaviar/base/bucket";
import { parseDuration, parseSize } from "@kaviar/base/text";
import type { AgentPlan } from "@kaviar/cluster";
import type { EngineName, Placement } from "./placement-options.ts";

/** What an agent needs to know of where studies are, and of buckets where it uses some; secrets among it. */
const isTold = (name: string, places: readonly (string | undefined)[]): boolean =>
  /^PG[A-Z]+$/.test(name) ||
  (places.some((place) => place?.startsWith("s3:")) && bucketVariables.some((each) => each === name));

/** This program where an agent finds it: as it was started here, or in the folder of an image. */
const programs: { readonly [E in EngineName]: () => readonly string[] } = {
  slurm: () => asStarted(),
  ray: () => asStarted(),
  kubernetes: () => ["node", "node_modules/.bin/kaviar"],
};

const asStarted = (): readonly string[] => [process.execPath, realpathSync(process.argv[1]!)];

/** The plan of agents that work on a study: each runs `kaviar work`, as this program was started; `places` are those of artifacts and data. */
export const planOf = (
  study: string,
  storage: string,
  { on, nodes = 1, memory, time }: Placement,
  workers: number,
  places: readonly (string | undefined)[],
): AgentPlan => ({
  name: study,
  agents: nodes,
  command: [...programs[on!](), "work", "--", study],
  folder: process.cwd(),
  environment: {
    ...Object.fromEntries(
      Object.entries(process.env).filter((pair): pair is [string, string] => isTold(pair[0], places)),
    ),
    KAVIAR_STORAGE: storage,
  },
  cores: workers,
  ...(memory !== undefined && { memory: parseSize(memory)! }),
  ...(time !== undefined && { time: parseDuration(time)! }),
});
