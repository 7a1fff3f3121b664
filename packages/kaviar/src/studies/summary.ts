import { isBetter, type StudyRecord, type StudyView, sharedPlace, type Trial, type TrialState } from "@kaviar/tune";
import { keptFiles } from "./kept-files.ts";

const states = ["complete", "pruned", "failed", "running", "waiting"] as const satisfies readonly TrialState[];

export type Counts = Readonly<Record<TrialState, number>>;

/** How many trials are in each state. */
export const countStates = (trials: readonly { readonly state: TrialState }[]): Counts => {
  const counts = { complete: 0, pruned: 0, failed: 0, running: 0, waiting: 0 };
  for (const { state } of trials) counts[state]++;
  return counts;
};

/** "180 complete, 15 pruned": states without trials are left out. */
export const countsLine = (counts: Counts): string =>
  states
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state}`)
    .join(", ") || "none";

/** The best trials: one, or the Pareto front of several objectives; none while no trial is complete. */
export const bestTrials = async (study: StudyView): Promise<readonly Trial[]> => {
  if (study.directions.length > 1) return study.pareto();
  let best: Trial | undefined;
  for (const trial of study.trials) if (isBetter(trial, best, study.directions)) best = trial;
  return best === undefined ? [] : [best];
};

/** How long a trial ran, in milliseconds; undefined while it has not ended. */
export const durationOf = ({ startedAt, finishedAt }: Trial): number | undefined =>
  startedAt === undefined || finishedAt === undefined ? undefined : finishedAt.getTime() - startedAt.getTime();

/** From the first start to the last end. */
export const spanOf = (trials: readonly Trial[]): { from: Date; to: Date } | undefined => {
  let [from, to] = [Infinity, -Infinity];
  for (const { startedAt, finishedAt } of trials) {
    if (startedAt !== undefined) from = Math.min(from, startedAt.getTime());
    if (finishedAt !== undefined) to = Math.max(to, finishedAt.getTime());
  }
  return from <= to ? { from: new Date(from), to: new Date(to) } : undefined;
};

/** A study in short, as programs get it. */
export const summaryOf = async (study: StudyView, record: StudyRecord, url: string) => {
  const best = await bestTrials(study);
  const span = spanOf(study.trials);
  return {
    name: study.name,
    storage: url,
    directions: study.directions,
    ...(study.objectives && { objectives: study.objectives }),
    seed: study.seed,
    artifacts: sharedPlace(record) ?? null,
    attributes: study.attributes,
    createdAt: new Date(record.createdAt).toISOString(),
    trials: { total: study.trials.length, ...countStates(study.trials) },
    startedAt: span?.from.toISOString() ?? null,
    finishedAt: span?.to.toISOString() ?? null,
    best: best.map((trial) => {
      const { number, values, params, checkpoint = null } = trial;
      return { number, values: values!, params, checkpoint, files: keptFiles(trial)?.files ?? [] };
    }),
  };
};
