import { isFeasible, type TrialRecord } from "@kaviar/tune";
import { computedOnce } from "./computed-once.ts";
import type { Mirror } from "./mirror.ts";

/** How a study came to its best value of one objective, as studies are compared by it. */
export interface Progress {
  readonly id: number;
  /** The highest number of a trial, and milliseconds from the first start to the last end. */
  readonly last: number;
  readonly took: number;
  /** Where the best became better: by the numbers of trials, and by when they ended, in milliseconds since the first start. */
  readonly byTrial: readonly BestPoint[];
  readonly byTime: readonly BestPoint[];
}

interface BestPoint {
  readonly at: number;
  readonly value: number;
  readonly trial: number;
}

/** In milliseconds: while trials come, it is told again for so long. */
const lasts = 1_000;

/** Undefined where there is no such objective. */
export const progressIn = (mirror: Mirror, objective: number): Progress | undefined =>
  objective < mirror.record.directions.length ? progress(mirror, objective) : undefined;

const progress = computedOnce((mirror: Mirror, objective: number): Progress => {
  const { record, trials } = mirror;
  const sign = record.directions[objective] === "maximize" ? -1 : 1;
  let [from, to] = [Infinity, -Infinity];
  const able: TrialRecord[] = [];
  for (const trial of trials) {
    if (trial === undefined) continue;
    from = Math.min(from, trial.startedAt ?? Infinity);
    to = Math.max(to, trial.finishedAt ?? -Infinity);
    if (isFeasible(trial) && Number.isFinite(trial.values![objective])) able.push(trial);
  }
  const better = (ordered: readonly TrialRecord[], at: (trial: TrialRecord) => number): readonly BestPoint[] => {
    const points: BestPoint[] = [];
    let best = Infinity;
    for (const trial of ordered) {
      const value = trial.values![objective]!;
      const loss = sign * value;
      if (loss >= best) continue;
      best = loss;
      points.push({ at: at(trial), value, trial: trial.number });
    }
    return points;
  };
  const ended = able.filter(({ finishedAt }) => finishedAt !== undefined);
  return {
    id: record.id,
    last: trials.length - 1,
    took: Math.max(to - from, 0),
    byTrial: better(able, ({ number }) => number),
    byTime: better(
      ended.sort((a, b) => a.finishedAt! - b.finishedAt!),
      ({ finishedAt }) => finishedAt! - from,
    ),
  };
}, lasts);
