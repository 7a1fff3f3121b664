import type { AutofitEvent } from "@kaviar/tabular";
import type { Trying } from "../command/trying-lines.ts";

/** What everybody should see beside the best: how well the majority alone does, and a linear model. */
export interface Baseline {
  readonly name: string;
  readonly score: number;
  readonly std: number;
}

/** What is known of a search, as it is shown. */
export interface Progress {
  /** When the command began, and when it is to end where a time was given; of this process's monotonic clock. */
  readonly began: number;
  readonly deadline: number | undefined;
  /** How many pipelines are to be evaluated, where a number was given. */
  readonly total: number | undefined;
  readonly metric: string;
  readonly task: string;
  readonly baselines: readonly Baseline[];
  /** How many were evaluated, with earlier runs; how many in this run. */
  readonly evaluated: number;
  readonly here: number;
  readonly stopped: number;
  readonly failed: number;
  readonly best: { readonly words: string; readonly score: number; readonly std: number } | undefined;
  readonly trying: ReadonlyMap<number, Trying>;
  /** What is done after the search. */
  readonly finishing: string | undefined;
  readonly interrupted: boolean;
}

export const startOf = (begun: Pick<Progress, "began" | "deadline" | "total">): Progress => ({
  ...begun,
  metric: "",
  task: "classes",
  baselines: [],
  evaluated: 0,
  here: 0,
  stopped: 0,
  failed: 0,
  best: undefined,
  trying: new Map(),
  finishing: undefined,
  interrupted: false,
});

/** The progress after an event. */
export const afterEvent = (progress: Progress, event: AutofitEvent, now: number): Progress => {
  switch (event.kind) {
    case "read":
      return { ...progress, metric: event.metric, task: event.task };
    case "resumed":
      return { ...progress, evaluated: event.evaluated, best: event.best };
    case "trying": {
      const { trial, words, why } = event;
      return { ...progress, trying: new Map(progress.trying).set(trial, { words, why, since: now }) };
    }
    case "scored": {
      const { candidate, best } = event;
      const baseline = baselineOf(progress, event);
      return {
        ...ended(progress, candidate.trial),
        ...(best && { best: candidate }),
        ...(baseline && { baselines: [...progress.baselines, baseline] }),
      };
    }
    case "stopped":
      return { ...ended(progress, event.trial), stopped: progress.stopped + 1 };
    case "failed":
      return { ...ended(progress, event.trial), failed: progress.failed + 1 };
    case "finishing":
      return { ...progress, finishing: event.doing, trying: new Map() };
  }
};

const ended = (progress: Progress, trial: number): Progress => {
  const trying = new Map(progress.trying);
  trying.delete(trial);
  return { ...progress, trying, evaluated: progress.evaluated + 1, here: progress.here + 1 };
};

/** The first of each kind counts: later ones are variations of the search. */
const baselineOf = (
  { task, baselines }: Progress,
  { candidate }: Extract<AutofitEvent, { kind: "scored" }>,
): Baseline | undefined => {
  // Of a search that goes on, what it began with was scored before: a child of it is nothing to compare with.
  if (candidate.origin.operator !== "portfolio") return undefined;
  const model = candidate.pipeline.model?.name;
  const name = model === undefined ? undefined : nameOf(model, task);
  if (name === undefined || baselines.some((each) => each.name === name)) return undefined;
  return { name, score: candidate.score, std: candidate.std };
};

const nameOf = (model: string, task: string): string | undefined => {
  if (model === "dummy") return task === "classes" ? "majority" : "mean";
  return model === "logisticRegression" ? "logistic regression" : model === "ridge" ? "ridge regression" : undefined;
};

/**
 * How long the command may still take: what is left of its time, or the pipelines left at the pace of this run. Undefined
 * while nothing is known.
 */
export const timeLeft = ({ deadline, total, began, here, evaluated }: Progress, now: number): number | undefined => {
  if (deadline !== undefined) return Math.max(deadline - now, 0);
  if (total === undefined || here < 3) return undefined;
  return (Math.max(total - evaluated, 0) * (now - began)) / here;
};
