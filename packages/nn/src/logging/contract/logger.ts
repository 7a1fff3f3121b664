import type { TrainingFinding } from "../../doctor/contract/finding.ts";
import type { TrainedModel } from "../../model/trained-model.ts";

/** What is written down of an epoch: numbers, and numbers by name. */
export interface LoggedRecord {
  readonly number: number;
  readonly steps: number;
  readonly seconds: number;
  readonly loss: number;
}

/** What a log sees of an epoch: all that `train` yields is such. */
export interface LoggedEpoch {
  readonly number: number;
  /** How many there are to be, at most. */
  readonly epochs: number;
  /** What the doctor sees in the run so far. */
  readonly findings: readonly TrainingFinding[];
  /** The records of all epochs so far, also of those before the run was resumed; the last one is this epoch's. */
  readonly history: readonly LoggedRecord[];
  readonly model: TrainedModel;
}

/**
 * A log of runs: it is asked to begin for each run, and what it gives back hears of every epoch before the caller does.
 *
 * ```ts
 * const lossOnly: Logger = { begin: () => ({ epoch: async ({ history }) => console.log(history.at(-1)!.loss) }) };
 * ```
 * What it throws ends the run: a log that cannot be written is not lost in silence.
 */
export interface Logger {
  begin(): RunLog;
}

export interface RunLog {
  epoch(epoch: LoggedEpoch): Promise<void>;
}
