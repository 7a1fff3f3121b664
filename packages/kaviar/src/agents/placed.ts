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
}

/** The attribute of a study that keeps them; the study's own, as its prefix says. */
const attribute = "kaviar:placed";

/** All agents of a study, those that were handed in last at the end. */
export const placedOf = ({ attributes }: Pick<StudyRecord, "attributes">): readonly Placed[] =>
  (attributes[attribute] ?? []) as unknown as readonly Placed[];

export const keepPlaced = (storage: Storage, record: StudyRecord, placed: Placed): Promise<void> =>
  storage.setStudyAttributes(record.id, { [attribute]: [...placedOf(record), placed] as unknown as Json });

/** Agents of a job as the engine sees them now, or why it does not say. */
export interface Seen {
  readonly placed: Placed;
  readonly agents: readonly Agent[];
  readonly unknown?: string;
}

export const seenOf = async (placed: Placed): Promise<Seen> => {
  try {
    const cluster = await clusterOf(placed.engine);
    return { placed, agents: await cluster.agents(placed.job) };
  } catch (error) {
    return { placed, agents: [], unknown: error instanceof Error ? error.message : String(error) };
  }
};

/** Whether an agent is there, or will be. */
export const isAlive = ({ state }: Agent): boolean => state === "waiting" || state === "running";
