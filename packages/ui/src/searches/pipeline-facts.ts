import { deviationOf } from "@kaviar/base/numerics";
import { isGiven, type TrialRecord } from "@kaviar/tune";
import { fieldsOf } from "./fields.ts";

/** What a trial of a search keeps of its pipeline, beside what every trial has. What is not known is not there. */
export interface PipelineFacts {
  readonly number: number;
  /** In words: `impute → encode → boosting(trees 300, rate 0.05)`. */
  readonly words?: string;
  /** The kind of its model. */
  readonly family?: string;
  /** How it came about, and of which others. */
  readonly operator?: string;
  readonly parents: readonly number[];
  /** The standard deviation over the folds, and how many it was scored on. */
  readonly std?: number;
  readonly folds?: number;
  /** Seconds that a fit took, and that predicting a thousand rows took. */
  readonly fitSeconds?: number;
  readonly thousandRowsSeconds?: number;
  /** Why it failed, or was stopped. */
  readonly reason?: string;
}

export const pipelineFactsOf = (trial: TrialRecord): PipelineFacts => {
  const { number, params, attributes, notes, origin, state, error } = trial;
  const fields = fieldsOf(attributes);
  const made = fieldsOf(notes);
  const words = fields.text("pipeline");
  const scores = fields.numbers("scores");
  const seconds = fields.inner("seconds");
  const [fitSeconds, thousandRowsSeconds] = [seconds?.number("fit"), seconds?.number("thousandRows")];
  const operator = made.text("operator") ?? (isGiven(origin) ? "enqueued" : undefined);
  const reason = state === "failed" ? error : state === "pruned" ? fields.text("kaviar:stopped") : undefined;
  return {
    number,
    ...(words !== undefined && { words }),
    ...(typeof params.model === "string" && { family: params.model }),
    ...(operator !== undefined && { operator }),
    // A pipeline comes of others that were scored before it: so lines of descent end.
    parents: [...new Set(made.numbers("parents"))].filter((parent) => Number.isSafeInteger(parent) && parent < number),
    ...(scores && { std: deviationOf(scores), folds: scores.length }),
    ...(fitSeconds !== undefined && { fitSeconds }),
    ...(thousandRowsSeconds !== undefined && { thousandRowsSeconds }),
    ...(reason !== undefined && { reason }),
  };
};
