import type { Tensor } from "@kaviar/tensor";
import type { TrainingData } from "../../src/data/index.ts";
import { constantInitializer } from "../../src/initializers/index.ts";
import { dense, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { sgd } from "../../src/optimizers/index.ts";
import { type Epoch, type TrainOptions, train } from "../../src/training/index.ts";
import { waves } from "./numbers.ts";

export const zeros = { initializer: constantInitializer(0) };
export const line = sequential(dense(1, zeros));

export const epochsOf = async (
  model: Parameters<typeof train>[0],
  data: TrainingData,
  options: TrainOptions,
): Promise<Epoch[]> => {
  const epochs: Epoch[] = [];
  for await (const epoch of train(model, data, options)) epochs.push(epoch);
  return epochs;
};

/** w ← w − η·2/n·Xᵀ(Xw + b − y), in double precision. */
export const descend = (x: number[][], y: number[], rate: number, epochs: number, weights = y.map(() => 1)) => {
  const w = x[0]!.map(() => 0);
  let b = 0;
  const losses: number[] = [];
  const total = weights.reduce((sum, each) => sum + each, 0);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const errors = x.map((row, i) => row.reduce((sum, value, k) => sum + value * w[k]!, b) - y[i]!);
    losses.push(errors.reduce((sum, e, i) => sum + weights[i]! * e * e, 0) / total);
    const slope = (k: number) =>
      (2 / total) * errors.reduce((sum, e, i) => sum + weights[i]! * e * (k < 0 ? 1 : x[i]![k]!), 0);
    const slopes = w.map((_, k) => slope(k));
    b -= rate * slope(-1);
    for (const k of w.keys()) w[k]! -= rate * slopes[k]!;
  }
  return { w, b, losses };
};

export const x = waves(10, 3);
export const y = x.map(([a, b, c]) => 2 * a! - b! + 0.5 * c! + 0.3);
export const plain: TrainOptions = { loss: meanSquaredError, optimizer: sgd({ rate: 0.1 }), batchSize: "all" };

/** Says which rows went through it: row i of x holds 2^i, and the gradient of w is the mean of x over a batch. */
export const powers = { x: Array.from({ length: 11 }, (_, i) => [2 ** i]), y: new Float32Array(11) };
export const summing = sequential(dense(1, { ...zeros, bias: false }));
export const linear = (prediction: Tensor): Tensor => prediction.squeeze(-1);
