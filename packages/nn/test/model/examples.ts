import { relu, tanh } from "../../src/activations/index.ts";
import { batchNorm, conv2d, dense, dropout, flatten, maxPool, normalize, sequential } from "../../src/layers/index.ts";
import { sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { accuracy } from "../../src/metrics/index.ts";
import type { TrainedModel } from "../../src/model/index.ts";
import { adam } from "../../src/optimizers/index.ts";
import { fit } from "../../src/training/index.ts";

/** Three clusters of points in the plane, the same each time. */
export const clusters = (rows: number) => ({
  x: Array.from({ length: rows }, (_, i) => {
    const angle = (2 * Math.PI * (i % 3)) / 3;
    return [2 * Math.cos(angle) + 0.8 * Math.sin(1.3 * i), 2 * Math.sin(angle) + 0.8 * Math.cos(2.1 * i)];
  }),
  y: Array.from({ length: rows }, (_, i) => ["low", "mid", "top"][i % 3]!),
});

/** Images [rows, 1, 6, 6] with a bar across (0) or down (1). */
export const bars = (rows: number) => ({
  x: {
    data: Float32Array.from({ length: rows * 36 }, (_, at) => {
      const [i, row, column] = [Math.floor(at / 36), Math.floor((at % 36) / 6), at % 6];
      const place = i % 2 === 0 ? row : column;
      return (place === Math.floor(i / 2) % 6 ? 1 : 0) + 0.2 * Math.sin(7 * at);
    }),
    shape: [rows, 1, 6, 6],
  },
  y: Array.from({ length: rows }, (_, i) => i % 2),
});

/** How the examples are trained. */
export const classified = {
  loss: sparseSoftmaxCrossEntropy,
  optimizer: adam({ rate: 0.02 }),
  batchSize: 16,
  metrics: [accuracy],
};

export const fitClusters = () =>
  fit(sequential(normalize(), dense(8), tanh, dropout(0.2), dense(3)), clusters(60), { ...classified, epochs: 12 });

export const fitBars = () =>
  fit(sequential(conv2d(4, 3), batchNorm(), relu, maxPool(2), flatten, dense(2)), bars(48), {
    ...classified,
    epochs: 8,
  });

export const predicted = async (model: TrainedModel, x: Parameters<TrainedModel["predict"]>[0]): Promise<number[]> =>
  Array.from(await (await model.predict(x)).data());
