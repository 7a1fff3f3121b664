import { type Inputs, type LayerLike, type TrainedModel, train } from "@kaviar/nn";
import type { TrainingValues } from "../contract/training-space.ts";
import type { Targets } from "../data/targets.ts";
import { lossOf, optimizerOf } from "./training-of.ts";

/** Rows as a network takes them, and what to learn of them. */
export interface Learned {
  readonly x: Inputs;
  readonly targets: Targets;
}

export interface Run {
  readonly epochs: number;
  readonly values: TrainingValues;
  readonly seed: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** What nn learns from: class numbers, or a column of numbers. */
export const trainingData = ({ x, targets }: Learned) => ({
  x,
  y:
    targets.kind === "classes"
      ? targets.codes
      : { data: targets.values, shape: [targets.values.length, 1] as readonly number[] },
});

/** One cycle of training, from what the network begins with: the network after it, and the loss of each epoch. */
export const runCycle = async (
  network: LayerLike,
  learned: Learned,
  run: Run,
): Promise<{ readonly model: TrainedModel; readonly losses: readonly number[] }> => {
  let model: TrainedModel | undefined;
  const losses: number[] = [];
  for await (const epoch of epochsOf(network, learned, run)) {
    model = epoch.model as TrainedModel;
    losses.push(epoch.loss);
  }
  return { model: model!, losses };
};

const epochsOf = (network: LayerLike, learned: Learned, { epochs, values, seed, threads = 1, signal }: Run) =>
  train(network, trainingData(learned) as never, {
    loss: lossOf(learned.targets.kind, values.smoothing),
    optimizer: optimizerOf(values),
    batchSize: values.batch,
    epochs,
    seed,
    threads,
    doctor: "off",
    ...(signal ? { signal } : {}),
  });

/** Seconds that a row takes: of a second epoch, since in the first the graph is compiled. */
export const paceOf = async (
  network: LayerLike,
  learned: Learned,
  rows: number,
  run: Omit<Run, "epochs">,
): Promise<number> => {
  let began = 0;
  for await (const { number } of epochsOf(network, learned, { ...run, epochs: 2 })) {
    if (number === 1) began = performance.now();
    else return (performance.now() - began) / 1000 / rows;
  }
  return 0;
};
