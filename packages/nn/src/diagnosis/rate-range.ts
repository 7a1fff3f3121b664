import { callable, positive, whole } from "@kaviar/base/check";
import { seededRandom, shuffle } from "@kaviar/base/random";
import { data as readNumbers, tensor } from "@kaviar/tensor";
import { batchOf } from "../data/batch.ts";
import type { TrainingData } from "../data/data-set.ts";
import { ModelError } from "../error.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import { adam } from "../optimizers/adam.ts";
import type { Link } from "../optimizers/contract/link.ts";
import { optionsOf } from "../options.ts";
import { createSchedule } from "../schedules/contract/create-schedule.ts";
import type { Schedule } from "../schedules/contract/schedule.ts";
import { extentOf } from "../step/extent.ts";
import type { TrainOptions } from "../training/options.ts";
import { runOptionsOf, trainTable } from "../training/read-options.ts";
import { openSession } from "../training/session.ts";

export interface RateRangeOptions extends Omit<TrainOptions, "optimizer"> {
  /** The optimizer to try rates with; Adam unless said. */
  readonly optimizer?: (rate: Schedule) => Link;
  readonly from?: number;
  readonly to?: number;
  readonly steps?: number;
}

const read = optionsOf<RateRangeOptions>()("rateRange", {
  ...trainTable,
  optimizer: callable<(rate: Schedule) => Link>("a function from a rate to an optimizer").default((rate) =>
    adam({ rate }),
  ),
  /** The rate of the first step. */
  from: positive.default(1e-6),
  /** The rate of the last step. */
  to: positive.default(10),
  /** From the one to the other, each as many times the one before. */
  steps: whole(1).default(100),
});

export interface RateRange {
  readonly rates: readonly number[];
  /** Smoothed, as far as they stayed finite and below four times the best. */
  readonly losses: readonly number[];
  /** The rate at which the loss fell fastest: a good peak for a schedule. */
  readonly suggestion: number;
}

/**
 * Raises the rate step by step and watches the loss. (Smith 2017, Cyclical learning rates)
 *
 * ```ts
 * const { suggestion } = await rateRange(model, { x, y }, { loss: sparseSoftmaxCrossEntropy });
 * ```
 */
export const rateRange = async (model: LayerLike, data: TrainingData, given: RateRangeOptions): Promise<RateRange> => {
  const { optimizer, from, to, steps, ...options } = read(given);
  if (!(to > from)) {
    throw new ModelError("options", `rateRange needs \`from\` below \`to\`: got from = ${from}, to = ${to}.`);
  }
  const rising = createSchedule({ from, to }, about, (at, numbers) =>
    numbers.from.mul(numbers.to.div(numbers.from).pow(at.step.div(at.steps))),
  );
  const { source, chunk, start, batch, recipe } = await openSession(
    asLayer(model),
    data,
    runOptionsOf({ ...options, optimizer: optimizer(rising) }),
  );
  const { set, order } = source.first;
  const rows = new Int32Array(steps * batch);
  for (let filled = 0, round = 1; filled < rows.length; round++) {
    const some = shuffle(order.slice(), seededRandom(options.seed, round)).subarray(0, rows.length - filled);
    rows.set(some, filled);
    filled += some.length;
  }
  const [, { loss }] = chunk(
    start.run,
    batchOf(set),
    tensor(rows, { shape: [steps, batch] }),
    extentOf(recipe, steps, steps),
  );
  const losses = smooth((await readNumbers(loss)) as unknown as Float32Array);
  const rates = losses.map((_, i) => from * (to / from) ** (i / steps));
  return { rates, losses, suggestion: rates[steepest(losses)] ?? from };
};

const about = {
  name: "Rising",
  formula: "η_t = from·(to/from)^{t/T}",
  use: "to find the range of rates that work",
  pitfall: "no schedule to train with: it ends in divergence",
  reference: "Smith 2017",
};

/** A running mean without the bias of its beginning, until the loss explodes. */
const smooth = (losses: Float32Array): number[] => {
  const smoothed: number[] = [];
  let [mean, best] = [0, Infinity];
  for (const [i, loss] of losses.entries()) {
    mean = 0.8 * mean + 0.2 * loss;
    const value = mean / (1 - 0.8 ** (i + 1));
    if (!Number.isFinite(value) || value > 4 * best) break;
    best = Math.min(best, value);
    smoothed.push(value);
  }
  return smoothed;
};

/** Where the line through the losses around it falls most; one difference alone would be that of two batches. */
const steepest = (losses: readonly number[]): number => {
  const beside = Math.max(1, Math.round(losses.length / 16));
  let [at, least] = [0, 0];
  for (let i = beside; i < losses.length - beside; i++) {
    let slope = 0;
    for (let k = -beside; k <= beside; k++) slope += k * losses[i + k]!;
    if (slope < least) [at, least] = [i, slope];
  }
  return at;
};
