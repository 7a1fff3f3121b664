import type { TrainingFinding } from "../doctor/contract/finding.ts";
import type { Examination } from "../doctor/doctor.ts";
import type { Landscape } from "../doctor/landscape/landscape.ts";
import { createTrainedModel, type TrainedModel } from "../model/trained-model.ts";
import type { EpochRecord } from "./epoch-record.ts";
import { epochSummary } from "./epoch-summary.ts";
import { type Learned, learnedBy } from "./learned.ts";
import type { Session } from "./session.ts";
import type { TrainingState } from "./training-state.ts";

/** What has happened in an epoch, and the model as it is after it. */
export interface Epoch<M = TrainedModel> extends EpochRecord {
  /** Epochs in the whole run, at most. */
  readonly epochs: number;
  readonly history: readonly EpochRecord[];
  /** An immutable trained model: keep it, save it, predict with it. */
  readonly model: M;
  /** The best epoch so far, by validation loss (or what `stopEarly` watches). */
  readonly best: { readonly number: number; readonly model: M };
  /** What the doctor sees in the run so far: problems first, then what is good to know. */
  readonly findings: readonly TrainingFinding[];
  /** How the loss lies around the parameters: with `doctor: "full"`, and where the run does not get on. */
  readonly landscape?: Landscape;
  /** One line for people. */
  readonly summary: string;
}

/** What `train` yields after an epoch. */
export const epochOf = (
  session: Session,
  at: TrainingState,
  epochs: number,
  examination: Examination = { findings: [] },
): Epoch => {
  const record = at.history.at(-1)!;
  return {
    ...record,
    epochs,
    history: at.history,
    model: trained(session, learnedBy(session, at.run)),
    best: { number: at.watch.epoch, model: trained(session, at.best) },
    ...examination,
    summary: epochSummary(record, epochs),
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
