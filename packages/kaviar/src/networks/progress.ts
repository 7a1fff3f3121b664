import type { Scored, SearchEvent } from "@kaviar/architecture";
import type { Trying } from "../command/trying-lines.ts";

/** What is known of a search over networks, as it is shown. */
export interface Progress {
  /** When the command began, and when it is to end where a time was given; of this process's monotonic clock. */
  readonly began: number;
  readonly deadline: number | undefined;
  /** How many candidates are to be tried, where a number was given. */
  readonly total: number | undefined;
  readonly metric: string;
  readonly tried: number;
  readonly failed: number;
  /** What the search began with, as far as it has come. */
  readonly recipe: Scored | undefined;
  readonly best: Scored | undefined;
  readonly trying: ReadonlyMap<number, Trying>;
  readonly finishing: string | undefined;
  readonly interrupted: boolean;
}

export const startOf = (begun: Pick<Progress, "began" | "deadline" | "total">): Progress => ({
  ...begun,
  metric: "",
  tried: 0,
  failed: 0,
  recipe: undefined,
  best: undefined,
  trying: new Map(),
  finishing: undefined,
  interrupted: false,
});

/** The progress after an event. */
export const afterEvent = (progress: Progress, event: SearchEvent, now: number): Progress => {
  switch (event.kind) {
    case "read":
      return { ...progress, metric: event.metric };
    case "resumed":
      return { ...progress, tried: event.tried };
    case "trying": {
      const { trial, words, why } = event;
      return { ...progress, trying: new Map(progress.trying).set(trial, { words, why, since: now }) };
    }
    case "scored": {
      const { candidate, best, tried } = event;
      return {
        ...without(progress, candidate.trial),
        tried,
        ...(candidate.trial === 0 && { recipe: candidate }),
        ...(best && { best: candidate }),
      };
    }
    case "failed":
      return { ...without(progress, event.trial), failed: progress.failed + 1 };
    case "finishing":
      return { ...progress, finishing: event.doing, trying: new Map() };
  }
};

const without = (progress: Progress, trial: number): Progress => {
  const trying = new Map(progress.trying);
  trying.delete(trial);
  return { ...progress, trying };
};
