import { finite, flag, type OptionsOf, positive, whole } from "@kaviar/base/check";
import { customDerivative, isTensor, type Tensor } from "@kaviar/tensor";
import { createDataSet, type TrainingData } from "../data/data-set.ts";
import { ModelError } from "../error.ts";
import { constantInitializer } from "../initializers/index.ts";
import { sequential } from "../layers/combinators/sequential.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import { dense } from "../layers/core/dense.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { scaleByRate } from "../optimizers/scale-by-rate.ts";
import { options } from "../options.ts";
import { train } from "../training/train.ts";

const read = options("perceptron", {
  /** A unit fires above it. */
  threshold: finite.default(0),
  /** Says −1 and 1 instead of 0 and 1; so are the targets. */
  bipolar: flag.default(false),
  /** How far a mistake moves the weights. */
  rate: positive.default(1),
  /** Passes over the data at most. */
  epochs: whole(1).default(100),
  /** The order of the rows follows from it. */
  seed: whole().default(0),
});

export type PerceptronOptions = OptionsOf<typeof read>;

export interface Perceptron {
  readonly model: TrainedModel;
  /** Did a whole pass go by without a mistake? Then the data are linearly separable. */
  readonly converged: boolean;
  /** Mistakes in each pass. */
  readonly mistakes: readonly number[];
  /** What to make of that. */
  readonly verdict: string;
}

/**
 * The perceptron and its rule, w ← w + η(y − ŷ)x, one row at a time. (Rosenblatt 1958)
 *
 * ```ts
 * const { model, converged } = await perceptron({ x: [[0, 0], [0, 1], [1, 0], [1, 1]], y: [0, 1, 1, 1] });
 * ```
 * It converges on linearly separable data (Novikoff 1962) and on nothing else: XOR never.
 */
export const perceptron = async (data: TrainingData, options: PerceptronOptions = {}): Promise<Perceptron> => {
  const { threshold, bipolar, rate, epochs, seed } = read(options);
  const fires = (z: Tensor): Tensor => {
    const on = z.greater(threshold).cast("float32");
    return bipolar ? on.mul(2).sub(1) : on;
  };
  // The rule is descent on ½(y − ŷ)² with the step's slope taken for 1.
  const step = customDerivative(fires, (d) => [d]);
  const model = sequential(dense(1, { initializer: constantInitializer(0) }), function perceptronStep(z: Tensor) {
    return step(z);
  });
  const { y, classes } = await targetsOf(data, bipolar);
  const loss = (prediction: Tensor, target: Tensor): Tensor =>
    prediction
      .squeeze(-1)
      .sub(target.reshape([-1]))
      .square()
      .mul(0.5);
  const mistakes: number[] = [];
  let last: TrainedModel | undefined;
  const worst = bipolar ? 2 : 0.5;
  const given = { ...data, y, ...(classes ? { classes } : {}) };
  for await (const epoch of train(model as LayerLike, given, {
    loss,
    optimizer: scaleByRate(rate),
    batchSize: 1,
    epochs,
    seed,
    doctor: "off",
  })) {
    mistakes.push(Math.round((epoch.loss * y.length) / worst));
    last = epoch.model;
    if (epoch.loss === 0) break;
  }
  const converged = mistakes.at(-1) === 0;
  const verdict = converged
    ? `A pass without a mistake after ${mistakes.length - 1}: the data are linearly separable.`
    : `No pass without a mistake in ${epochs}: most likely no line separates the classes. Use a hidden layer, or more epochs if the margin is narrow.`;
  return { model: last!, converged, mistakes, verdict };
};

interface Targets {
  readonly y: Float32Array;
  /** The names of the two, where the targets were texts. */
  readonly classes?: readonly string[];
}

const targetsOf = async (data: TrainingData, bipolar: boolean): Promise<Targets> => {
  const { y, rows, classes } = createDataSet(data);
  if (data.y === undefined || !isTensor(y) || y.size !== rows) {
    throw new ModelError("labels", "A perceptron needs one target a row.", { remedy: "Give y: [0, 1, …]." });
  }
  const numbers = Float32Array.from((await y.data()) as Float32Array);
  const targets = classes && bipolar ? numbers.map((label) => 2 * label - 1) : numbers;
  const allowed = bipolar ? [-1, 1] : [0, 1];
  const row = targets.findIndex((target) => !allowed.includes(target));
  if (row < 0) return { y: targets, ...(classes ? { classes } : {}) };
  throw new ModelError(
    "labels",
    classes
      ? `A perceptron tells two classes apart: got ${classes.length}, ${classes.join(", ")}.`
      : `The targets of this perceptron are ${allowed.join(" and ")}: got ${targets[row]} at row ${row}.`,
    classes
      ? {}
      : { remedy: bipolar ? "Leave out `bipolar` for targets 0 and 1." : "Say `bipolar: true` for targets −1 and 1." },
  );
};
