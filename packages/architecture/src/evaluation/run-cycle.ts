import { shuffled } from "@kaviar/base/random";
import { type Inputs, type LayerLike, type TrainedModel, train } from "@kaviar/nn";
import type { TrainingValues } from "../contract/training-space.ts";
import { type Targets, takeTargets } from "../data/targets.ts";
import { areParts, type Fed, rowsInPart } from "./fed.ts";
import { hopelessIn } from "./hopeless.ts";
import { lossOf, optimizerOf } from "./training-of.ts";

/** Rows as a network takes them, and what to learn of them. */
export interface Learned {
  readonly x: Fed;
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

/** What nn learns from, all at once: class numbers, or a column of numbers. */
export const trainingData = ({ x, targets }: { readonly x: Inputs; readonly targets: Targets }) => ({
  x,
  y:
    targets.kind === "classes"
      ? targets.codes
      : { data: targets.values, shape: [targets.values.length, 1] as readonly number[] },
});

/** Rows as nn takes them: all at once, or in parts, in another order each time. */
const dataFor = ({ x, targets }: Learned, batch: number, seed: number) => {
  if (!areParts(x)) return { data: trainingData({ x, targets }), options: {} };
  const window = rowsInPart(x, batch);
  let passes = 0;
  const data = async function* () {
    const order = shuffled(x.rows, seed, passes++);
    for (let from = 0; from < order.length; from += window) {
      const some = order.subarray(from, from + window);
      yield trainingData({ x: x.inputs(some), targets: takeTargets(targets, some) });
    }
  };
  // Told how many steps an epoch has, the rate can fall over all of them.
  return { data, options: { window, stepsPerEpoch: Math.ceil(x.rows / batch) } };
};

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
) => {
  const { data, options } = dataFor(learned, values.batch, seed);
  return train(network, data as never, {
    ...options,
    loss: lossOf(learned.targets.kind, values.smoothing),
    optimizer: optimizerOf(values),
    batchSize: values.batch,
    epochs,
    seed,
    threads,
    doctor: watched ? "light" : "off",
    ...(signal ? { signal } : {}),
  });
};

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
