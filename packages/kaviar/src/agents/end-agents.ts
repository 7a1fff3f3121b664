import { plural } from "@kaviar/base/text";
import type { StudyRecord } from "@kaviar/tune";
import { clusterOf } from "./engine.ts";
import { isAlive, placedOf, seenOf } from "./placed.ts";

/** What became of the agents of a study: how many were taken back before they began, how many were told to end, how many go on. */
export interface EndedAgents {
  readonly waiting: number;
  readonly running: number;
  readonly left: number;
  /** What engines did not say. */
  readonly unknown: readonly string[];
}

/** Takes agents back that wait; with `all`, ends those that run too, which hand their trials back. */
export const endAgents = async (record: StudyRecord, all: boolean): Promise<EndedAgents> => {
  let [waiting, running, left] = [0, 0, 0];
  const unknown: string[] = [];
  for (const placed of placedOf(record)) {
    const seen = await seenOf(placed);
    if (seen.unknown !== undefined) unknown.push(`${placed.job} on ${placed.engine.name}: ${seen.unknown}`);
    const alive = seen.agents.filter(isAlive);
    if (alive.length === 0) continue;
    const cluster = await clusterOf(placed.engine);
    const idle = alive.filter(({ state }) => state === "waiting");
    await cluster.cancel(placed.job, all ? undefined : idle.map(({ id }) => id));
    waiting += idle.length;
    if (all) running += alive.length - idle.length;
    else left += alive.length - idle.length;
  }
  return { waiting, running, left, unknown };
};

/** The same for people; nothing where there were none. */
export const endedLines = ({ waiting, running, unknown }: Omit<EndedAgents, "left">): readonly string[] => [
  ...(waiting > 0 ? [`${plural(waiting, "agent")} that waited ${waiting === 1 ? "is" : "are"} taken back.`] : []),
  ...(running > 0
    ? [
        `${plural(running, "agent")} that ran ${running === 1 ? "is" : "are"} told to end, and to hand back what ${running === 1 ? "it runs" : "they run"}.`,
      ]
    : []),
  ...unknown.map((each) => `Not known of the agents ${each}`),
];
