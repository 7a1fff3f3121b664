import type { Agent } from "@kaviar/cluster";
import type { Json, Storage, StudyRecord } from "@kaviar/tune";
import { clusterOf, type Engine } from "./engine.ts";

/** Agents that were handed to an engine for a study. */
export interface Placed {
  readonly engine: Engine;
  /** As the engine calls them. */
  readonly job: string;
  readonly agents: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether others of the study lived then: these work beside them. */
  readonly beside?: true;
}

/** The attribute of a study that keeps them; the study's own, as its prefix says. */
const attribute = "kaviar:placed";

/** All agents of a study, those that were handed in last at the end. */
export const placedOf = ({ attributes }: Pick<StudyRecord, "attributes">): readonly Placed[] =>
  (attributes[attribute] ?? []) as unknown as readonly Placed[];

/** Those of them that work together: who was handed in when there were none, and who came to them since. */
export const crewOf = (record: Pick<StudyRecord, "attributes">): readonly Placed[] => {
  const all = placedOf(record);
  return all.slice(
    Math.max(
      0,
      all.findLastIndex(({ beside }) => !beside),
    ),
  );
};

export const keepPlaced = (storage: Storage, record: StudyRecord, placed: Placed): Promise<void> =>
  storage.setStudyAttributes(record.id, { [attribute]: [...placedOf(record), placed] as unknown as Json });

/** Agents of a job as the engine sees them now, or why it does not say. */
export interface Seen {
  readonly placed: Placed;
  readonly agents: readonly Agent[];
  /** The number of the first of them, among all that work together. */
  readonly first: number;
  readonly unknown?: string;
}

export const seenOf = async (placed: Placed): Promise<Seen> => {
  try {
    const cluster = await clusterOf(placed.engine);
    return { placed, agents: await cluster.agents(placed.job), first: 0 };
  } catch (error) {
    return { placed, agents: [], first: 0, unknown: error instanceof Error ? error.message : String(error) };
  }
};

/** The same of several jobs, their agents numbered through. */
export const seenOfAll = async (jobs: readonly Placed[]): Promise<readonly Seen[]> => {
  let next = 0;
  return (await Promise.all(jobs.map(seenOf))).map((seen) => {
    const first = next;
    next += Math.max(seen.agents.length, seen.placed.agents);
    return { ...seen, first };
  });
};

/** How many are there, or will be; what an engine does not say is taken for that. */
export const countAlive = (seen: readonly Seen[]): number =>
  seen.reduce(
    (sum, { placed, agents, unknown }) => sum + (unknown === undefined ? agents.filter(isAlive).length : placed.agents),
    0,
  );

/** Whether an agent is there, or will be. */
export const isAlive = ({ state }: Agent): boolean => state === "waiting" || state === "running";
