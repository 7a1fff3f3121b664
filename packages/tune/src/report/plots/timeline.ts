import { finite, type OptionsOf } from "@kaviar/base/check";
import { options } from "../../options.ts";
import type { History } from "../../trial/history.ts";
import { violation } from "../../trial/loss.ts";
import type { TrialState } from "../../trial/record.ts";
import type { Axis } from "./axis.ts";

export interface Timeline {
  /** Seconds since `start`. */
  readonly x: Axis;
  /** When the first trial started, in milliseconds since 1970. */
  readonly start: number;
  /** `lane` counts what ran at the same time: as many as there were workers, when none was idle. */
  readonly bars: readonly {
    readonly trial: number;
    readonly state: TrialState;
    /** Whether it keeps its constraints, as far as it has told them. */
    readonly feasible: boolean;
    readonly from: number;
    readonly to: number;
    readonly lane: number;
  }[];
  readonly lanes: number;
}

const read = options("plots.timeline", {
  /** Milliseconds since 1970: until when running trials are drawn. */
  now: finite.optional(),
});

/**
 * When each trial ran. A running one lasts up to `now`.
 *
 * ```ts
 * plots.timeline(study.history).bars;                      // [{ trial: 0, state: "complete", from: 0, to: 1.2, lane: 0, … }, …]
 * ```
 * By the clocks of the machines that ran them.
 */
export const timeline = (history: History, given: OptionsOf<typeof read> = {}): Timeline => {
  const { now = Date.now() } = read(given);
  const ran = history.trials.flatMap((trial) => {
    if (trial?.startedAt === undefined) return [];
    const to = trial.finishedAt ?? (trial.state === "running" ? Math.max(now, trial.startedAt) : trial.startedAt);
    const feasible = violation(trial) === 0;
    return [{ trial: trial.number, state: trial.state, feasible, from: trial.startedAt, to }];
  });
  ran.sort((a, b) => a.from - b.from || a.trial - b.trial);
  const start = ran[0]?.from ?? 0;
  const freeFrom: number[] = [];
  const bars = ran.map(({ from, to, ...trial }) => {
    let lane = freeFrom.findIndex((free) => free <= from);
    if (lane === -1) lane = freeFrom.length;
    freeFrom[lane] = to;
    return { ...trial, from: (from - start) / 1000, to: (to - start) / 1000, lane };
  });
  return { x: { label: "seconds", scale: "linear" }, start, bars, lanes: freeFrom.length };
};
