import { batchOf } from "../data/batch.ts";
import { type Evaluation, evaluateRows } from "../evaluation/evaluate.ts";
import type { Measures } from "../evaluation/measure.ts";
import type { Extent } from "../step/extent.ts";
import type { Learned } from "./learned.ts";
import type { Passed } from "./pass.ts";
import { rateNow } from "./rate-now.ts";
import type { Session } from "./session.ts";

/** What is remembered of an epoch. */
export interface EpochRecord {
  /** From 1. */
  readonly number: number;
  /** The mean over the epoch's batches, while the model was learning from them: what `validation.loss` is of other rows. */
  readonly loss: number;
  /** What it is the sum of, where that is more than one part: by output, by what a loss of your own says, by layer. */
  readonly parts?: Readonly<Record<string, number>>;
  /** What `penalty` added to it, the mean over the epoch's steps: both together are what is made small. */
  readonly penalty?: number;
  /** Over all predictions that the epoch made on training rows. */
  readonly metrics: Measures;
  readonly validation?: Evaluation;
  /** Updates since the run began. */
  readonly steps: number;
  readonly seconds: number;
  /** The learning rate of its last step, where the optimizer says one. */
  readonly rate?: number;
  /** The length of the last step's gradient, over all parameters, before the optimizer made anything of it. */
  readonly gradientNorm: number;
}

/** What there is to remember of an epoch: its loss, its metrics, and how well the model does on rows it has not seen. */
export const recordEpoch = async (
  session: Session,
  passed: Passed,
  learned: Learned,
  before: readonly EpochRecord[],
  began: number,
  extent: Extent,
): Promise<EpochRecord> => {
  const { metrics, evaluator, validation, rowsAtOnce, recipe } = session;
  const rate = await rateNow(session, passed.run, extent);
  const evaluation =
    validation &&
    (await evaluateRows(
      evaluator,
      learned,
      batchOf(validation.set),
      validation.order,
      rowsAtOnce,
      metrics,
      recipe.loss,
    ));
  return {
    number: before.length + 1,
    loss: passed.loss,
    ...(passed.parts ? { parts: passed.parts } : {}),
    ...(passed.penalty === undefined ? {} : { penalty: passed.penalty }),
    metrics: passed.metrics,
    ...(evaluation ? { validation: evaluation } : {}),
    steps: (before.at(-1)?.steps ?? 0) + passed.steps,
    seconds: (performance.now() - began) / 1000,
    ...(rate === undefined ? {} : { rate }),
    gradientNorm: passed.gradientNorm,
  };
};
