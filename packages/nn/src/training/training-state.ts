import { ModelError } from "../error.ts";
import type { RunState } from "../step/run-state.ts";
import { type Watch, watch, watchedValue } from "./early-stopping.ts";
import type { EpochRecord } from "./epoch-record.ts";
import type { Learned } from "./learned.ts";
import type { StopEarly } from "./options.ts";
import type { RunOptions } from "./read-options.ts";
import type { Session } from "./session.ts";

/** Where a run is between two epochs: everything that going on depends on. */
export interface TrainingState {
  readonly run: RunState;
  readonly history: readonly EpochRecord[];
  readonly watch: Watch;
  /** The parameters and state to predict with, as they were after the best epoch. */
  readonly best: Learned;
}

/** The state after one more epoch. */
export const stateAfter = (
  { recipe, metrics }: Session,
  before: TrainingState,
  run: RunState,
  learned: Learned,
  record: EpochRecord,
  { stopEarly }: RunOptions,
): TrainingState => {
  const value = watchedValue(record, stopEarly?.monitor ?? "loss", metrics);
  const watched = watch(before.watch, record.number, value, stopEarly ?? {});
  const { afterEpoch } = recipe.optimizer;
  const optimizer = afterEpoch
    ? afterEpoch(run.optimizer, {
        epoch: record.number,
        loss: record.loss + (record.penalty ?? 0),
        validationLoss: record.validation?.loss,
      })
    : run.optimizer;
  return {
    run: { ...run, optimizer },
    history: [...before.history, record],
    watch: watched,
    best: watched.epoch === record.number ? learned : before.best,
  };
};

/** A metric that never was a number says nothing of when to stop. */
export const checkWatched = ({ watch: { best }, history }: TrainingState, { monitor }: StopEarly): void => {
  if (!Number.isNaN(best)) return;
  throw new ModelError(
    "nan",
    `\`stopEarly\` watches ${monitor}, which must be a number: it was none in any of ${history.length} epochs.`,
    { remedy: "Watch the loss, or give validation rows of which the metric can be computed: several of each class." },
  );
};

/** Has the run waited long enough for a better epoch? */
export const isOver = ({ watch: { waited } }: TrainingState, stopEarly: StopEarly | undefined): boolean =>
  stopEarly !== undefined && waited >= stopEarly.patience;
