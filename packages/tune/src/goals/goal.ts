import type { Heartbeat, StudyRecord } from "../storage/storage.ts";
import { goalPrefix } from "../trial/attributes.ts";

/** What a run of a study aims at, as it is kept with the study while the run goes on: whichever comes first ends it. */
export interface Goal {
  /** The process that runs it, as its heartbeats name it. */
  readonly owner: string;
  /** Milliseconds since 1970, by the clock of its machine. */
  readonly began: number;
  /** How many trials run at once. */
  readonly slots: number;
  /** How many trials, and how many complete ones, the study has in the end. */
  readonly trials?: number;
  readonly complete?: number;
  /** In milliseconds since it began. */
  readonly timeout?: number;
  /** A value that is good enough. */
  readonly target?: number;
  /** How many trials may end in a row without a better one. */
  readonly patience?: number;
}

/** The goals that are kept with a study, by the names of their attributes. */
export const keptGoals = ({ attributes }: Pick<StudyRecord, "attributes">): readonly (readonly [string, Goal])[] =>
  Object.entries(attributes).flatMap(([name, kept]) =>
    name.startsWith(goalPrefix) ? [[name, kept as unknown as Goal] as const] : [],
  );

/**
 * What those who run a study now aim at: one goal a run, of those processes that the storage hears.
 *
 * ```ts
 * goalsOf(record, await storage.heartbeats());
 * ```
 * A process that died is heard until another one takes it for dead, half a minute later.
 */
export const goalsOf = (
  study: Pick<StudyRecord, "attributes">,
  heartbeats: readonly Pick<Heartbeat, "id">[],
): readonly Goal[] => {
  const heard = new Set(heartbeats.map(({ id }) => id));
  return keptGoals(study).flatMap(([, goal]) => (heard.has(goal.owner) ? [goal] : []));
};
