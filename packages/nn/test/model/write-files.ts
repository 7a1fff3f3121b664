/** Writes the files that record.py runs: `npx tsx packages/nn/test/model/write-files.ts`. */
import { writeFile } from "node:fs/promises";
import { gelu, relu } from "../../src/activations/index.ts";
import {
  batchNorm,
  conv2d,
  dense,
  flatten,
  layerNorm,
  lstm,
  maxPool,
  normalize,
  sequential,
  transformerBlock,
} from "../../src/layers/index.ts";
import { sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { fit } from "../../src/training/index.ts";
import { bars, clusters } from "./examples.ts";

const options = { loss: sparseSoftmaxCrossEntropy, batchSize: 16, epochs: 3, seed: 1 };
const series = {
  x: { data: Float32Array.from({ length: 24 * 5 * 3 }, (_, i) => Math.sin(i)), shape: [24, 5, 3] },
  y: Array.from({ length: 24 }, (_, i) => i % 2),
};

const models = {
  points: await fit(sequential(normalize(), dense(8), gelu, dense(3)), clusters(60), options),
  images: await fit(sequential(conv2d(4, 3), batchNorm(), relu, maxPool(2), flatten, dense(2)), bars(48), options),
  series: await fit(
    sequential(lstm(4, { sequence: true }), transformerBlock({ heads: 2, hidden: 8 }), layerNorm(), flatten, dense(2)),
    series,
    options,
  ),
};
for (const [name, model] of Object.entries(models)) {
  await writeFile(new URL(`${name}.onnx`, import.meta.url), await model.toOnnx());
}
