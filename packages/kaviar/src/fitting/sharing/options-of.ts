import { parseDuration } from "@kaviar/base/text";
import type { SharedOptions } from "@kaviar/tabular";
import { type Search, writing } from "../run.ts";

/** A search as those who work on it together make it. */
export const sharedOptions = (
  { target, budget, settings, holdout, names }: Omit<Search, "table" | "of" | "reading" | "data" | "workers">,
  {
    storage,
    artifacts,
    workers,
    signal,
  }: {
    readonly storage: string;
    readonly artifacts?: string | undefined;
    readonly workers: number;
    readonly signal?: AbortSignal;
  },
): SharedOptions => {
  const { metric, preset, folds, group, "time-column": time, seed, prefer, calibrate, threshold } = settings;
  return {
    ...{ target, metric, preset, folds, group, time, seed, holdout, prefer, calibrate, threshold },
    budget: "time" in budget ? { time: parseDuration(budget.time)! * (1 - writing) } : budget,
    warmStart: settings["warm-start"],
    ...{ storage, artifacts, workers, signal, name: names.study },
  };
};

/** Seconds that the page may ask the model for; without a time as long as it takes by itself. */
export const writingSeconds = (budget: Search["budget"]): number | undefined =>
  "time" in budget ? (parseDuration(budget.time)! * writing) / 1000 : undefined;
