import { totalmem } from "node:os";
import { join } from "node:path";
import type { Metric } from "@kaviar/nn";
import { createStudy, type Direction, type History } from "@kaviar/tune";
import { evolution } from "../evolution/evolution.ts";
import type { Species } from "../evolution/species.ts";
import type { Genome } from "../grammar/genome.ts";
import { writeTask } from "../search/task.ts";
import { sendTraining } from "../workers/messages.ts";
import { writeEvaluator } from "../write-evaluator.ts";
import type { Loaded } from "./load-grammar.ts";
import type { Options, Prepared } from "./prepare-search.ts";

/** With a number of evaluations a search is the same for any number of workers up to this one. */
export const lag = 8;

/** The share of the machine's memory that all workers together may take. */
const memoryShare = 0.7;

/** The share of the time of a search that one pipeline may take, and the least, in milliseconds. */
const trialShare = 0.4;
const leastTime = 3_000;

/** Without a limit to the whole, one to each pipeline: so that one that never ends does not keep the search. */
const longestTrial = 10 * 60_000;

/** The longest that a timer of JavaScript can wait. */
const longestTimer = 2 ** 31 - 1;

export interface SearchPlan {
  readonly species: Species;
  readonly grammar: Loaded;
  readonly portfolio: readonly Genome[];
  readonly workers: number;
  /** Where the search keeps its files. */
  readonly folder: string;
  /** Milliseconds that it may take; undefined where its evaluations are counted. */
  readonly time: number | undefined;
}

/** The study of a search, open, and what runs it. */
export const openSearch = async (prepared: Prepared, options: Options, plan: SearchPlan) => {
  const { species, portfolio, workers, folder, time, grammar } = plan;
  const { metric, training, splits } = prepared;
  const { seed, storage, name, budget, signal } = options;
  const deadline = time === undefined ? undefined : performance.now() + time;
  const counted = "evaluations" in budget ? budget.evaluations : undefined;
  const study = await createStudy({
    ...(name !== undefined && { name }),
    storage,
    seed,
    ...evolution({ species, portfolio, lag: counted === undefined ? undefined : lag }),
    directions: directionsOf(metric),
  });
  const memory = Math.floor((totalmem() * memoryShare) / workers);
  const task = join(folder, "task");
  await writeTask(task, {
    training: sendTraining(training),
    splits,
    seed,
    metric: metric.name,
    grammar: grammar.url,
    parts: [...species.parts.keys()],
    memory: memory / 2,
    folder,
  });
  const evaluator = await writeEvaluator(folder, task);
  /** The time counts from here on, that of writing the task and of starting the workers too. */
  const run = async (): Promise<string> => {
    const end = new AbortController();
    let isOver = false;
    const whenOver = () => {
      isOver = true;
      end.abort();
    };
    const timer =
      deadline === undefined ? undefined : setTimeout(whenOver, Math.min(deadline - performance.now(), longestTimer));
    const whenAborted = () => end.abort();
    if (signal?.aborted) whenAborted();
    else signal?.addEventListener("abort", whenAborted, { once: true });
    try {
      const { stopped } = await study.optimize(species.space, evaluator, {
        workers,
        overtime: 1,
        trialMemory: memory,
        trialTimeout: `${trialSeconds(time)}s`,
        ...(counted !== undefined && { trials: counted }),
        signal: end.signal,
      });
      return isOver && !signal?.aborted ? `the time of ${secondsText(time!)} is over` : stopped;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", whenAborted);
    }
  };
  return { study, run };
};

/** Of the score, the parts and the work of a pipeline. */
export const directionsOf = ({ better }: Metric): readonly Direction[] => [
  better === "higher" ? "maximize" : "minimize",
  "minimize",
  "minimize",
];

/** How long a pipeline may take, in whole seconds. */
export const trialSeconds = (time: number | undefined): number =>
  Math.ceil((time === undefined ? longestTrial : Math.max(leastTime, trialShare * time)) / 1000);

/** A time as the study will say that it is over. */
const secondsText = (time: number): string => `${Math.max(time / 1000, 0.1).toFixed(1)}s`;

/** Trials of a study that were scored on all folds. */
export const completeIn = ({ finished }: History) => finished.filter(({ state }) => state === "complete");
