import type { TrainingFinding } from "../../doctor/contract/finding.ts";
import type { TrainedModel } from "../../model/trained-model.ts";

/** What is written down of an epoch: numbers, and numbers by name. */
export interface LoggedRecord {
  readonly number: number;
  readonly steps: number;
  readonly seconds: number;
  readonly loss: number;
}

/** What every log hears of an epoch, whatever is trained. */
export interface HeardEpoch {
  readonly number: number;
  /** How many there are to be, at most. */
  readonly epochs: number;
  /** What the doctor sees in the run so far. */
  readonly findings: readonly TrainingFinding[];
  /** The records of all epochs so far, also of those before the run was resumed; the last one is this epoch's. */
  readonly history: readonly object[];
}

/** What a log sees of an epoch of one model: all that `train` yields is such. */
export interface LoggedEpoch extends HeardEpoch {
  readonly history: readonly LoggedRecord[];
  readonly model: TrainedModel;
}

/**
 * A log of runs: it is asked to begin for each run, and what it gives back hears of every epoch before the caller does.
 *
 * ```ts
 * const lossOnly: Logger = { begin: () => ({ epoch: async ({ history }) => console.log(history.at(-1)!.loss) }) };
 * ```
 * What it throws ends the run: a log that cannot be written is not lost in silence. E is what it has to hear: of a run of `train`
 * unless said.
 */
export interface Logger<E extends HeardEpoch = LoggedEpoch> {
  begin(): RunLog<E>;
}

export interface RunLog<E extends HeardEpoch = LoggedEpoch> {
  epoch(epoch: E): Promise<void>;
}
