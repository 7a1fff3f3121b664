import type { Device, Runtime } from "@kaviar/tensor";
import type { BatchTransform } from "../augmentation/contract/batch-transform.ts";
import type { BatchSize } from "../data/batches.ts";
import type { ClassWeights } from "../data/class-weights.ts";
import type { TrainingData } from "../data/data-set.ts";
import { ModelError } from "../error.ts";
import { checkLoss } from "../losses/contract/check-loss.ts";
import type { Losses } from "../losses/contract/losses.ts";
import type { Metric } from "../metrics/contract/metric.ts";
import type { Link } from "../optimizers/contract/link.ts";
import type { Regularizer } from "../regularizers/contract/regularizer.ts";

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
  readonly loss: Losses;
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
  /** A bar with loss and time left on a terminal, plain lines elsewhere; `fit` shows one on a terminal unless told not to. */
  readonly progress?: boolean;
  readonly signal?: AbortSignal;
  readonly device?: Device | Runtime;
  readonly threads?: number;
  /** For streams: batches in an epoch, where a schedule needs to know. */
  readonly stepsPerEpoch?: number;
  /** For streams: rows held at once, and shuffled among themselves; 32 batches unless said. */
  readonly window?: number;
}

const wholeNumber = (name: string, value: number, least: number): void => {
  if (Number.isInteger(value) && value >= least) return;
  throw new ModelError("options", `\`${name}\` must be a whole number ≥ ${least}: got ${value}.`);
};

const known: { readonly [Name in keyof Required<TrainOptions>]: true } = {
  loss: true,
  optimizer: true,
  epochs: true,
  batchSize: true,
  validation: true,
  metrics: true,
  stopEarly: true,
  seed: true,
  penalty: true,
  classWeights: true,
  balanced: true,
  transform: true,
  shuffle: true,
  checkpoint: true,
  resume: true,
  progress: true,
  signal: true,
  device: true,
  threads: true,
  stepsPerEpoch: true,
  window: true,
};

const checkNames = (option: string, given: object, names: readonly string[]): void => {
  const odd = Object.keys(given).find((name) => !names.includes(name));
  if (odd === undefined) return;
  throw new ModelError("options", `\`${option}\` has no \`${odd}\`.`, { remedy: `It has ${names.join(", ")}.` });
};

/** A factory in the place of what it makes has a card and nothing else. */
const checkFunction = (option: string, given: unknown, has: string | undefined, example: string): void => {
  if (given === undefined) return;
  const factory = typeof given === "function" && (has ? !(has in given) : "about" in given);
  if (typeof given === "function" && !factory) return;
  throw new ModelError(
    "options",
    `\`${option}\` must be what ${example} makes: got ${factory ? "a function that makes one" : typeof given}.`,
    {
      remedy: `Write ${option}: ${example}.`,
    },
  );
};

const checkMetrics = (metrics: NonNullable<TrainOptions["metrics"]>): void => {
  const lists: readonly (readonly Metric[])[] = Array.isArray(metrics) ? [metrics] : Object.values(metrics);
  for (const metric of lists.flat()) {
    if (typeof metric === "function" && "better" in metric) continue;
    const got = typeof metric === "function" ? `the function ${(metric as () => void).name}` : JSON.stringify(metric);
    throw new ModelError("options", `\`metrics\` is a list of metrics: got ${got}.`, {
      remedy: "For example metrics: [accuracy]; what makes a metric is called first: topKAccuracy({ k: 3 }).",
    });
  }
};

const checkStopEarly = (stopEarly: StopEarly, metrics: NonNullable<TrainOptions["metrics"]>): void => {
  checkNames("stopEarly", stopEarly, ["patience", "monitor", "minimumChange"]);
  wholeNumber("stopEarly.patience", stopEarly.patience, 1);
  const { monitor = "loss" } = stopEarly;
  const names: readonly string[] = Array.isArray(metrics)
    ? metrics.map(({ name }: Metric) => name)
    : Object.entries(metrics).flatMap(([output, list]) => list.map(({ name }: Metric) => `${output}.${name}`));
  if (monitor === "loss" || names.includes(monitor)) return;
  throw new ModelError("options", `\`stopEarly.monitor\` must be "loss" or a metric of the run: got "${monitor}".`, {
    remedy: `There is ${["loss", ...names].join(", ")}.`,
  });
};

/** Refuses what cannot be meant, before anything is traced. */
export const checkOptions = (options: TrainOptions): void => {
  const odd = Object.keys(options).find((name) => !(name in known));
  if (odd) {
    throw new ModelError("options", `train has no option \`${odd}\`.`, {
      remedy: `It has ${Object.keys(known).join(", ")}.`,
    });
  }
  const { loss, optimizer, epochs = 1, batchSize = 1, validation, stopEarly, seed = 0, resume, checkpoint } = options;
  const { metrics = [], penalty, transform, window, stepsPerEpoch } = options;
  checkLoss(loss);
  if (optimizer !== undefined && typeof (optimizer as Partial<Link>)?.update !== "function") {
    throw new ModelError("options", `\`optimizer\` must be an optimizer: got ${typeof optimizer}.`, {
      remedy:
        typeof optimizer === "function"
          ? "Call it: optimizer: adam({ rate: 0.001 })."
          : "For example adam({ rate: 0.001 }).",
    });
  }
  wholeNumber("epochs", epochs, 1);
  if (batchSize !== "all") wholeNumber("batchSize", batchSize, 1);
  wholeNumber("seed", seed, 0);
  if (typeof validation === "number" && !(validation > 0 && validation < 1)) {
    throw new ModelError("options", `\`validation\` is a share of the rows between 0 and 1: got ${validation}.`, {
      remedy: "0.2 keeps every fifth row; leave it out for none; { x, y } gives rows of your own.",
    });
  }
  if (window !== undefined) wholeNumber("window", window, 1);
  if (stepsPerEpoch !== undefined) wholeNumber("stepsPerEpoch", stepsPerEpoch, 1);
  checkMetrics(metrics);
  checkFunction("penalty", penalty, "numbers", "l2(1e-4)");
  checkFunction("transform", transform, undefined, "mixup({ alpha: 0.2 })");
  if (stopEarly) checkStopEarly(stopEarly, metrics);
  if (typeof checkpoint === "object") {
    checkNames("checkpoint", checkpoint, ["file", "every"]);
    wholeNumber("checkpoint.every", checkpoint.every ?? 1, 1);
  }
  if (resume && !checkpoint) {
    throw new ModelError("options", "`resume` needs `checkpoint`, the file to go on from.");
  }
};
