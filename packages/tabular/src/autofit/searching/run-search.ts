import { createStudy, type History, type Study } from "@kaviar/tune";
import { evolution } from "../../evolution/evolution.ts";
import type { Portfolio } from "../../evolution/portfolio.ts";
import type { Species } from "../../evolution/species.ts";
import type { Loaded } from "../preparing/load-grammar.ts";
import type { Options, Prepared } from "../preparing/prepare-search.ts";
import { directionsOf } from "./directions-of.ts";
import { evaluatorFor } from "./evaluator-for.ts";

/**
 * So many of the last pipelines are not looked at where evaluations are counted: with that number a search is the same for any
 * number of workers up to it, on one machine or on many. Where there are many to come, a sixteenth of them is little to miss.
 */
export const lagOf = (evaluations: number): number => Math.max(8, Math.ceil(evaluations / 16));

/** The share of the time of a search that one pipeline may take, and the least, in milliseconds. */
const trialShare = 0.4;
const leastTime = 3_000;

/** What can be seen not to end in its time is refused before: it is ended only where one fold takes much longer than others. */
const grace = 1.25;

/** Without a limit to the whole, one to each pipeline: so that one that never ends does not keep the search. */
const longestTrial = 10 * 60_000;

/** Milliseconds between two looks at the clock. */
const looks = 100;

export interface SearchPlan {
  readonly species: Species;
  readonly grammar: Loaded;
  readonly workers: number;
  /** Where the search keeps its files. */
  readonly folder: string;
  /** Whether others on other machines work on it. */
  readonly isShared: boolean;
  /** Milliseconds that it has at least; undefined where its evaluations are counted. */
  readonly time: number | undefined;
  /** Milliseconds from now until it has to end, by what it has found so far. */
  readonly left: (history: History) => number;
}

/** The study of a search, open. */
export const openSearch = (
  prepared: Prepared,
  { seed, storage, name, artifacts, budget }: Options,
  { species, portfolio, time }: Pick<SearchPlan, "species" | "time"> & { readonly portfolio: Portfolio },
): Promise<Study> =>
  createStudy({
    ...(name !== undefined && { name }),
    ...(artifacts !== undefined && { artifacts }),
    storage,
    seed,
    ...evolution({
      species,
      portfolio,
      lag: "evaluations" in budget ? lagOf(budget.evaluations) : undefined,
      seconds: time === undefined ? undefined : trialSeconds(time) / prepared.splits.length,
    }),
    directions: directionsOf(prepared.metric),
  });

/** What evaluates pipelines for a study, until it has its budget: as often as it is called. */
export const createSearching = async (study: Study, prepared: Prepared, options: Options, plan: SearchPlan) => {
  const { species, workers, folder, isShared, time, grammar, left } = plan;
  const { seed, budget, signal } = options;
  const counted = "evaluations" in budget ? budget.evaluations : undefined;
  const seconds = trialSeconds(time);
  const { evaluator, memory } = await evaluatorFor(
    prepared,
    { splits: prepared.splits, repeats: 1, first: 0 },
    { species, grammar, seed, workers, folder, isShared, seconds: time === undefined ? undefined : seconds },
  );
  return async (): Promise<string> => {
    const end = new AbortController();
    let isOver = false;
    const whenOver = () => {
      isOver = true;
      end.abort();
    };
    const watch = setInterval(() => left(study.history) <= 0 && whenOver(), looks);
    const whenAborted = () => end.abort();
    if (signal?.aborted) whenAborted();
    else signal?.addEventListener("abort", whenAborted, { once: true });
    try {
      const { stopped } = await study.optimize(species.space, evaluator, {
        workers,
        overtime: 1,
        trialMemory: memory,
        trialTimeout: `${Math.ceil(seconds * grace)}s`,
        ...(counted !== undefined && { trials: counted }),
        signal: end.signal,
      });
      return isOver && !signal?.aborted ? "its time is over" : stopped;
    } finally {
      clearInterval(watch);
      signal?.removeEventListener("abort", whenAborted);
    }
  };
};

/** How long a pipeline may take, in whole seconds. */
export const trialSeconds = (time: number | undefined): number =>
  Math.ceil((time === undefined ? longestTrial : Math.max(leastTime, trialShare * time)) / 1000);

/** Trials of a study that were scored on all folds. */
export const completeIn = ({ finished }: History) => finished.filter(({ state }) => state === "complete");
