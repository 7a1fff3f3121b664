import { customDerivative, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { constantInitializer } from "../initializers/index.ts";
import { dense } from "../layers/dense.ts";
import { sequential } from "../layers/sequential.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { scaleByRate } from "../optimizers/scale-by-rate.ts";
import type { TrainingData } from "../training/data-set.ts";
import { train } from "../training/train.ts";

export interface PerceptronOptions {
  /** A unit fires above it; 0 unless said. */
  readonly threshold?: number;
  /** Says −1 and 1 instead of 0 and 1; so are the targets. */
  readonly bipolar?: boolean;
  readonly rate?: number;
  /** Passes over the data at most; 100 unless said. */
  readonly epochs?: number;
  readonly seed?: number;
}

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
export const perceptron = async (
  data: TrainingData,
  { threshold = 0, bipolar = false, rate = 1, epochs = 100, seed = 0 }: PerceptronOptions = {},
): Promise<Perceptron> => {
  const fires = (z: Tensor): Tensor => {
    const on = z.greater(threshold).cast("float32");
    return bipolar ? on.mul(2).sub(1) : on;
  };
  // The rule is descent on ½(y − ŷ)² with the step's slope taken for 1.
  const step = customDerivative(fires, (d) => [d]);
  const model = sequential(dense(1, { initializer: constantInitializer(0) }), function perceptronStep(z: Tensor) {
    return step(z);
  });
  checkTargets(data.y, bipolar);
  const loss = (prediction: Tensor, target: Tensor): Tensor =>
    prediction
      .squeeze(-1)
      .sub(target.reshape([-1]))
      .square()
      .mul(0.5);
  const mistakes: number[] = [];
  let last: TrainedModel | undefined;
  const worst = bipolar ? 2 : 0.5;
  for await (const epoch of train(model, data, { loss, optimizer: scaleByRate(rate), batchSize: 1, epochs, seed })) {
    mistakes.push(Math.round((epoch.loss * rowsOf(data)) / worst));
    last = epoch.model;
    if (epoch.loss === 0) break;
  }
  const converged = mistakes.at(-1) === 0;
  const verdict = converged
    ? `A pass without a mistake after ${mistakes.length - 1}: the data are linearly separable.`
    : `No pass without a mistake in ${epochs}: most likely no line separates the classes. Use a hidden layer, or more epochs if the margin is narrow.`;
  return { model: last!, converged, mistakes, verdict };
};

const rowsOf = ({ y }: TrainingData): number => (y as ArrayLike<number>).length;

const checkTargets = (y: TrainingData["y"], bipolar: boolean): void => {
  const allowed = bipolar ? [-1, 1] : [0, 1];
  if (!y || typeof (y as ArrayLike<number>).length !== "number") {
    throw new ModelError("labels", "A perceptron needs one target a row, in a list.");
  }
  const list = Array.from(y as ArrayLike<unknown>, (each) =>
    Array.isArray(each) && each.length === 1 ? each[0] : each,
  );
  for (let row = 0; row < list.length; row++) {
    if (allowed.includes(list[row])) continue;
    throw new ModelError(
      "labels",
      `The targets of this perceptron are ${allowed.join(" and ")}: got ${list[row]} at row ${row}.`,
      {
        remedy: bipolar ? "Leave out `bipolar` for targets 0 and 1." : "Say `bipolar: true` for targets −1 and 1.",
      },
    );
  }
};
