import { batchOf } from "../data/batch.ts";
import { evaluateRows } from "../evaluation/evaluate.ts";
import type { State } from "../layers/contract/layer.ts";
import { createTrainedModel, type TrainedModel } from "../model/trained-model.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { type Identity, readCheckpoint, type Standing } from "./checkpoint.ts";
import { notYet, watch, watchedValue } from "./early-stopping.ts";
import { type Epoch, type EpochRecord, summaryOf } from "./epoch.ts";
import type { StopEarly } from "./options.ts";
import type { Passed } from "./pass.ts";
import type { RunOptions } from "./read-options.ts";
import type { RunState } from "./run-state.ts";
import type { Session } from "./session.ts";

interface Learned {
  readonly params: Parameters;
  readonly state: State;
}

/** Where a run begins: at its first step, or where a checkpoint left it. */
export const beginning = async (
  { start }: Session,
  { checkpoint, resume }: RunOptions,
  identity: Identity,
): Promise<Standing> => {
  const fresh: Standing = {
    run: start.run,
    history: [],
    watch: notYet,
    best: { params: start.run.params, state: start.run.layers },
  };
  if (!resume || !checkpoint) return fresh;
  return (await readCheckpoint(checkpoint.file, fresh, identity)) ?? fresh;
};

/** What there is to remember of an epoch: its loss, its metrics, and how well the model does on rows it has not seen. */
export const recordOf = async (
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

export const standingAfter = (
  { recipe, metrics }: Session,
  before: Standing,
  run: RunState,
  learned: Learned,
  record: EpochRecord,
  { stopEarly }: RunOptions,
): Standing => {
  const value = watchedValue(record, stopEarly?.monitor ?? "loss", metrics);
  const watched = watch(before.watch, record.number, value, stopEarly ?? {});
  const { afterEpoch } = recipe.optimizer;
  const optimizer = afterEpoch
    ? afterEpoch(run.optimizer, { epoch: record.number, loss: record.loss, validationLoss: record.validation?.loss })
    : run.optimizer;
  return {
    run: { ...run, optimizer },
    history: [...before.history, record],
    watch: watched,
    best: watched.epoch === record.number ? learned : before.best,
  };
};

/** What a run has learned so far: what it trains, or averages of it. */
export const learnedBy = ({ recipe }: Session, run: RunState): Learned => ({
  params: recipe.optimizer.predicting?.(run.optimizer, run.params) ?? run.params,
  state: run.layers,
});

export const isOver = ({ watch: { waited } }: Standing, stopEarly: StopEarly | undefined): boolean =>
  stopEarly !== undefined && waited >= stopEarly.patience;

/** What is said after an epoch. */
export const eventOf = (session: Session, at: Standing, epochs: number): Epoch => {
  const record = at.history.at(-1)!;
  return {
    ...record,
    epochs,
    history: at.history,
    model: trained(session, learnedBy(session, at.run)),
    best: { number: at.watch.epoch, model: trained(session, at.best) },
    summary: summaryOf(record, epochs),
  };
};

const trained = (session: Session, { params, state }: Learned): TrainedModel => {
  const { recipe, example, metrics, source, fingerprint, rowsAtOnce, settings } = session;
  return createTrainedModel({
    layer: recipe.layer,
    params,
    state,
    example,
    loss: recipe.loss,
    metrics,
    classes: source.first.set.classes,
    fingerprint,
    rowsAtOnce,
    settings,
  });
};
