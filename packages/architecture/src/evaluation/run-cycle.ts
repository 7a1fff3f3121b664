import { type Inputs, type LayerLike, type TrainedModel, train } from "@kaviar/nn";
import type { TrainingValues } from "../contract/training-space.ts";
import type { Targets } from "../data/targets.ts";
import { hopelessIn } from "./hopeless.ts";
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
  /** Whether it ends where the doctor sees that nothing will come of it. */
  readonly watched?: boolean;
}

/** What nn learns from: class numbers, or a column of numbers. */
export const trainingData = ({ x, targets }: Learned) => ({
  x,
  y:
    targets.kind === "classes"
      ? targets.codes
      : { data: targets.values, shape: [targets.values.length, 1] as readonly number[] },
});

/** A network after a cycle. */
export interface Cycled {
  readonly model: TrainedModel;
  /** The loss of each epoch. */
  readonly losses: readonly number[];
  /** What the doctor saw, where that was its end. */
  readonly hopeless: string | undefined;
}

/** One cycle of training, from what the network begins with. */
export const runCycle = async (network: LayerLike, learned: Learned, run: Run): Promise<Cycled> => {
  let model: TrainedModel | undefined;
  let hopeless: string | undefined;
  const losses: number[] = [];
  for await (const epoch of epochsOf(network, learned, run)) {
    model = epoch.model as TrainedModel;
    losses.push(epoch.loss);
    // Before half of the cycle the rate has hardly been at its height, and much mends itself.
    hopeless = 2 * epoch.number >= epoch.epochs ? hopelessIn(epoch.findings) : undefined;
    if (hopeless !== undefined) break;
  }
  return { model: model!, losses, hopeless };
};

const epochsOf = (
  network: LayerLike,
  learned: Learned,
  { epochs, values, seed, threads = 1, signal, watched = false }: Run,
) =>
  train(network, trainingData(learned) as never, {
    loss: lossOf(learned.targets.kind, values.smoothing),
    optimizer: optimizerOf(values),
    batchSize: values.batch,
    epochs,
    seed,
    threads,
    doctor: watched ? "light" : "off",
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
  for await (const { number } of epochsOf(network, learned, { ...run, watched: false, epochs: 2 })) {
    if (number === 1) began = performance.now();
    else return (performance.now() - began) / 1000 / rows;
  }
  return 0;
};
