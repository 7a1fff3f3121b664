import { batchOf } from "../data/batch.ts";
import { type Evaluation, evaluateRows } from "../evaluation/evaluate.ts";
import type { Measures } from "../evaluation/measure.ts";
import type { Learned } from "./learned.ts";
import type { Passed } from "./pass.ts";
import type { Session } from "./session.ts";

/** What is remembered of an epoch. */
export interface EpochRecord {
  /** From 1. */
  readonly number: number;
  /** The mean over the epoch's batches, while the model was learning from them. */
  readonly loss: number;
  /** Over all predictions that the epoch made on training rows. */
  readonly metrics: Measures;
  readonly validation?: Evaluation;
  /** Updates since the run began. */
  readonly steps: number;
  readonly seconds: number;
}

/** What there is to remember of an epoch: its loss, its metrics, and how well the model does on rows it has not seen. */
export const recordEpoch = async (
  { metrics, evaluator, validation, rowsAtOnce, recipe }: Session,
  passed: Passed,
  { params, state }: Learned,
  before: readonly EpochRecord[],
  began: number,
): Promise<EpochRecord> => {
  const evaluation =
    validation &&
    (await evaluateRows(
      evaluator,
      { params, state },
      batchOf(validation.set),
      validation.order,
      rowsAtOnce,
      metrics,
      recipe.loss,
    ));
  return {
    number: before.length + 1,
    loss: passed.loss,
    metrics: passed.metrics,
    ...(evaluation ? { validation: evaluation } : {}),
    steps: (before.at(-1)?.steps ?? 0) + passed.steps,
    seconds: (performance.now() - began) / 1000,
  };
};
