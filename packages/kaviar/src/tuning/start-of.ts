import { parseDuration } from "@kaviar/base/text";
import type { Study } from "@kaviar/tune";
import { bestTrials, countStates } from "../studies/summary.ts";
import type { Progress } from "./progress.ts";
import type { TuneOptions } from "./tune-options.ts";

/** What is known of a run before its first event; `began` is of this process's monotonic clock. */
export const startOf = async (
  study: Study,
  options: TuneOptions & { storage: string },
  began: number,
): Promise<Progress> => {
  const { sampler, trials, timeout, workers = 1, storage } = options;
  const best = await bestTrials(study);
  const several = study.directions.length > 1;
  return {
    name: study.name,
    storage,
    directions: study.directions,
    objectives: study.objectives,
    sampler: typeof sampler === "object" ? sampler.name : sampler,
    workers,
    total: trials,
    timeout: typeof timeout === "string" ? parseDuration(timeout) : timeout,
    began,
    counts: countStates(study.trials),
    ended: 0,
    best: several || best.length === 0 ? undefined : study.history.trials[best[0]!.number],
    front: several ? best.length : undefined,
    running: new Map(),
    recent: [],
  };
};
