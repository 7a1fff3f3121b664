import type { Device, Runtime } from "@kaviar/tensor";
import type { BatchTransform } from "../augmentation/contract/batch-transform.ts";
import type { BatchSize } from "../data/batches.ts";
import type { ClassWeights } from "../data/class-weights.ts";
import type { TrainingData } from "../data/data-set.ts";
import type { DoctorOption } from "../doctor/options.ts";
import type { Logger } from "../logging/contract/logger.ts";
import type { GivenLosses } from "../losses/contract/losses.ts";
import type { Metric } from "../metrics/contract/metric.ts";
import type { Link } from "../optimizers/contract/link.ts";
import type { Regularizer } from "../regularizers/contract/regularizer.ts";
import type { StepsDone } from "./steps-done.ts";

/** When to stop before the last epoch. */
export interface StopEarly {
  /** Epochs without a better value before stopping: 1 stops as soon as it gets worse. */
  readonly patience: number;
  /** What is watched: the loss (on validation rows where there are some), or a metric by name. */
  readonly monitor?: string;
  /** Less than this is no improvement. */
  readonly minimumChange?: number;
}

export interface CheckpointOptions {
  readonly file: string;
  /** Epochs between two writes; 1 unless said. */
  readonly every?: number;
}

export interface TrainOptions {
  /** What is made small; for a model with several outputs one for each, by name. `[loss, 0.2]` counts for a fifth. */
  readonly loss: GivenLosses;
  /** Adam with rate 0.001 unless said. */
  readonly optimizer?: Link;
  /** Passes over the data; 10 unless said. */
  readonly epochs?: number;
  /** Rows in a batch: all (batch), a number (mini-batch), 1 (stochastic); 32 unless said. */
  readonly batchSize?: BatchSize;
  /** A share of the rows, drawn at random (of each class alike, where there are classes), or rows of their own. */
  readonly validation?: number | TrainingData;
  /** Computed over all predictions of an epoch; by the output's name for models with several. */
  readonly metrics?: readonly Metric[] | { readonly [output: string]: readonly Metric[] };
  /** Stops before the last epoch: `{ patience: 5 }`; `fit` then returns the best epoch's model. */
  readonly stopEarly?: StopEarly;
  /** All randomness of the run follows from it; 0 unless said. */
  readonly seed?: number;
  /** Added to the loss: `l2(1e-4)`. */
  readonly penalty?: Regularizer;
  /** How much rows of a class count: by class, or "balanced" (each class as much as any other). */
  readonly classWeights?: ClassWeights;
  /** Batches with equally many rows of every class: rows of small classes come more often. */
  readonly balanced?: boolean;
  /** Batches as other batches, only while training: `mixup({ alpha: 0.2 })`. */
  readonly transform?: BatchTransform;
  /** Rows in another order each epoch (true). */
  readonly shuffle?: boolean;
  /** Where to keep all that is needed to go on later. */
  readonly checkpoint?: string | CheckpointOptions;
  /** Goes on from the checkpoint if there is one. */
  readonly resume?: boolean;
  /** What writes each epoch down: `csvLog("run.csv")`, `jsonLines("run.jsonl")`, `tensorBoard("runs/first")`. */
  readonly log?: readonly Logger[];
  /** Who shows the run while it goes on: `dashboard.watch("digits")`, of what `openDashboard` of `@kaviar/ui` opens. */
  readonly watch?: Logger;
  /** A bar with loss and time left on a terminal, plain lines elsewhere; `fit` shows one on a terminal unless told not to. */
  readonly progress?: boolean;
  /** Who looks at the run, and says in `epoch.findings` what is wrong with it: "light" unless said, "full" (curvature and gradient noise too), "off", or rules of one's choice. */
  readonly doctor?: DoctorOption;
  /** Called, and waited for, after each stretch of steps that is computed in one go; `epoch` events come after each epoch. */
  readonly onSteps?: (done: StepsDone) => void | Promise<void>;
  /** Ends the run between two stretches of steps. */
  readonly signal?: AbortSignal;
  /** Where the graphs run: `"cpu"`, or a runtime. */
  readonly device?: Device | Runtime;
  /** Threads of the runtime; as many as it chooses unless said. */
  readonly threads?: number;
  /** For streams: batches in an epoch. A schedule learns how long the run is; a stream without an end has epochs. */
  readonly stepsPerEpoch?: number;
  /** For streams: rows held at once, and shuffled among themselves; 32 batches unless said. */
  readonly window?: number;
}
