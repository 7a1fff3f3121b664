import { anything, callable, either, finite, flag, law, oneOf, record, text, whole } from "@kaviar/base/check";
import type { Device, Runtime } from "@kaviar/tensor";
import type { BatchTransform } from "../augmentation/contract/batch-transform.ts";
import type { ClassWeights } from "../data/class-weights.ts";
import type { TrainingData } from "../data/data-set.ts";
import { doctorLaw, readDoctor } from "../doctor/options.ts";
import { ModelError } from "../error.ts";
import { namedMetrics } from "../evaluation/measure.ts";
import { logLaws } from "../logging/contract/log-laws.ts";
import type { LoggedEpoch } from "../logging/contract/logger.ts";
import type { GivenLosses } from "../losses/contract/losses.ts";
import { lossesOf } from "../losses/contract/losses-of.ts";
import type { Metric } from "../metrics/contract/metric.ts";
import { checkOptimizer } from "../optimizers/contract/descent.ts";
import type { Link } from "../optimizers/contract/link.ts";
import { optionsOf } from "../options.ts";
import type { Regularizer } from "../regularizers/contract/regularizer.ts";
import type { CheckpointOptions, StopEarly, TrainOptions } from "./options.ts";

const isFunction = (value: unknown): value is (...given: never[]) => unknown => typeof value === "function";

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The laws of the options of `train`; the other functions that train have these among theirs. */
export const trainTable = {
  loss: anything<GivenLosses>(),
  optimizer: law<Link>(
    "an optimizer",
    (x) => isObject(x) && isFunction((x as Partial<Link>).update),
    "Call what makes one: optimizer: adam({ rate: 0.001 }).",
  ).optional(),
  epochs: whole(1).default(10),
  batchSize: either(oneOf("all"), whole(1)).default(32),
  validation: law<number | TrainingData>(
    "rows of their own, or a share of the rows between 0 and 1",
    (x) => (typeof x === "number" ? x > 0 && x < 1 : isObject(x)),
    "0.2 keeps every fifth row; leave it out for none; { x, y } gives rows of your own.",
  ).optional(),
  metrics: anything<NonNullable<TrainOptions["metrics"]>>().default([]),
  stopEarly: anything<StopEarly>().optional(),
  seed: whole().default(0),
  // A maker in the place of what it makes has a card and nothing else.
  penalty: law<Regularizer>(
    "what l2(1e-4) makes",
    (x) => isFunction(x) && "numbers" in x,
    "Write penalty: l2(1e-4).",
  ).optional(),
  classWeights: law<ClassWeights>(
    'a number for each class, or "balanced"',
    (x) => x === "balanced" || isObject(x),
  ).optional(),
  balanced: flag.default(false),
  transform: law<BatchTransform>(
    "what mixup({ alpha: 0.2 }) makes",
    (x) => isFunction(x) && !("about" in x),
    "Write transform: mixup({ alpha: 0.2 }).",
  ).optional(),
  shuffle: flag.default(true),
  checkpoint: law<string | CheckpointOptions>(
    "a file, or { file, every }",
    (x) => typeof x === "string" || isObject(x),
    'Write checkpoint: "run.safetensors".',
  ).optional(),
  resume: flag.default(false),
  ...logLaws<LoggedEpoch>(),
  progress: flag.optional(),
  doctor: doctorLaw.default("light"),
  onSteps: callable<NonNullable<TrainOptions["onSteps"]>>(
    "a function that is told of each stretch of steps",
    "Write onSteps: ({ step, losses }) => …",
  ).optional(),
  signal: record<AbortSignal>("an AbortSignal", "aborted").optional(),
  device: anything<Device | Runtime>().optional(),
  threads: whole().optional(),
  stepsPerEpoch: whole(1).optional(),
  window: whole(1).optional(),
};

const readStopEarly = optionsOf<StopEarly>()("stopEarly", {
  patience: whole(1),
  monitor: text.default("loss"),
  minimumChange: finite.default(0),
});

const readCheckpoint = optionsOf<CheckpointOptions>()("checkpoint", { file: text, every: whole(1).default(1) });

/** Where a run is kept, and how often. */
export const readCheckpointOptions = (given: string | CheckpointOptions | undefined, resume: boolean) => {
  const checkpoint = typeof given === "string" ? { file: given } : given;
  if (resume && !checkpoint) {
    throw new ModelError("options", "`resume` needs `checkpoint`, the file to go on from.");
  }
  return checkpoint && readCheckpoint(checkpoint);
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

const checkMonitor = (monitor: string, metrics: NonNullable<TrainOptions["metrics"]>): void => {
  const names = namedMetrics(metrics).map(([name]) => name);
  if (monitor === "loss" || names.includes(monitor)) return;
  throw new ModelError("options", `\`stopEarly.monitor\` must be "loss" or a metric of the run: got "${monitor}".`, {
    remedy: `There is ${["loss", ...names].join(", ")}.`,
  });
};

/** Options of what looks at a model before it is trained: there are no epochs to be told of. */
const { log: _log, watch: _watch, ...lookTable } = trainTable;

export { lookTable };

export interface LookOptions extends Omit<TrainOptions, "log" | "watch"> {}

const readTrain = optionsOf<TrainOptions>()("train", trainTable);

/** The laws that look at what an option holds, and at several options together: before anything is traced. */
export const runOptionsOf = (read: ReturnType<typeof readTrain>) => {
  const { loss, metrics, resume } = read;
  checkMetrics(metrics);
  if (read.optimizer) checkOptimizer(read.optimizer);
  const stopEarly = read.stopEarly && readStopEarly(read.stopEarly);
  if (stopEarly) checkMonitor(stopEarly.monitor, metrics);
  return {
    ...read,
    loss: lossesOf(loss),
    stopEarly,
    checkpoint: readCheckpointOptions(read.checkpoint, resume),
    doctor: readDoctor(read.doctor),
  };
};

/** The options of a run, checked and with what was left out filled in. */
export type RunOptions = ReturnType<typeof runOptionsOf>;

/** The options of `train` as a run works with them. */
export const readTrainOptions = (given: TrainOptions): RunOptions => runOptionsOf(readTrain(given));
