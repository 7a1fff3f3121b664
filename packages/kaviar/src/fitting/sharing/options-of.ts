import { parseDuration } from "@kaviar/base/text";
import type { SharedOptions } from "@kaviar/tabular";
import { keptForWhole } from "../fit-whole.ts";
import { type Search, writing } from "../run.ts";
import { isSample } from "../sampled.ts";

/** Milliseconds of the search itself, of so many in all: the others are for writing, and for a fit to all rows. */
const searchTime = (time: number, { table, of, reading }: Pick<Search, "table" | "of" | "reading">): number =>
  time * (1 - writing) - (isSample({ table, of }) ? keptForWhole(time, reading) : 0);

/** A search as those who work on it together make it. */
export const sharedOptions = (
  { table, of, reading, target, budget, settings, holdout, names }: Omit<Search, "data" | "workers">,
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
    budget:
      "evaluations" in budget ? budget : { time: searchTime(parseDuration(budget.time)!, { table, of, reading }) },
    warmStart: settings["warm-start"],
    ...{ storage, artifacts, workers, signal, name: names.study },
  };
};

/** Seconds that the page may ask the model for; without a time as long as it takes by itself. */
export const writingSeconds = (budget: Search["budget"]): number | undefined =>
  "time" in budget ? (parseDuration(budget.time)! * writing) / 1000 : undefined;

/** Seconds that a fit to all rows may take, where the search looked at a sample. */
export const wholeSeconds = ({ budget, reading }: Pick<Search, "budget" | "reading">): number | undefined =>
  "time" in budget ? keptForWhole(parseDuration(budget.time)!, reading) / 1000 : undefined;
