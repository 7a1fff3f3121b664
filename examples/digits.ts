/**
 * Handwritten digits: a small convolutional network, trained in a second or two, and written as an ONNX file that runs in
 * any ONNX runtime, on any number of images.
 */
import {
  accuracy,
  adamw,
  batchNorm,
  chain,
  clipByGlobalNorm,
  conv2d,
  cosine,
  dense,
  fit,
  flatten,
  holdout,
  maxPool,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
  summary,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { digits } from "./data/digits.ts";
import { drawCurves } from "./drawing/curve.ts";
import { drawImages } from "./drawing/images.ts";

const { x, y } = digits();
const images = tensor(x.data, { shape: x.shape });
const take = (rows: Int32Array) => ({ x: images.gather(tensor(rows)), y: rows.map((row) => y[row]!) });
const { training, validation } = holdout(y.length, 0.2, { stratify: y, seed: 1 });
const unseen = take(validation);

const model = sequential(
  ...[conv2d(16, 3), batchNorm(), relu, maxPool(2)],
  ...[conv2d(32, 3), batchNorm(), relu, maxPool(2)],
  ...[flatten, dense(10)],
);
console.log(`${summary(model, [1, 8, 8])}\n`);

const began = performance.now();
const trained = await fit(model, take(training), {
  loss: sparseSoftmaxCrossEntropy,
  optimizer: chain(clipByGlobalNorm(1), adamw({ rate: cosine({ peak: 3e-3, warmup: 100 }) })),
  epochs: 20,
  batchSize: 64,
  validation: unseen,
  metrics: [accuracy],
  progress: true,
  seed: 1,
});
const seconds = ((performance.now() - began) / 1000).toFixed(1);

console.log("\nloss, epoch by epoch");
console.log(
  drawCurves({
    [`on the ${training.length} digits it learns from`]: trained.history.map(({ loss }) => loss),
    [`on ${validation.length} others`]: trained.history.map(({ validation }) => validation!.loss),
  }),
);

const scores = (await trained.predict(unseen.x)).softmax(1);
const said = await scores.argmax(1).data();
const sure = await scores.max(1).data();
const show = (title: string, rows: readonly number[], caption: (row: number) => string) => {
  const pixels = rows.map((row) => x.data.subarray(64 * validation[row]!, 64 * (validation[row]! + 1)));
  if (rows.length > 0) console.log(`\n${title}\n${drawImages(pixels, rows.map(caption), { height: 8, width: 8 })}`);
};
const isRight = (row: number) => said[row] === unseen.y[row];
const rows = Array.from(said.keys());
const percent = (share: number) => `${(100 * share).toFixed(share > 0.9995 ? 0 : 1)} %`;
show(
  "digits it has never seen",
  [1, 4, 7, 9].map((digit) => rows.findIndex((row) => isRight(row) && said[row] === digit)),
  (row) => `a ${said[row]}: ${percent(sure[row]!)}`,
);
const wrong = rows.filter((row) => !isRight(row));
show("and where it is wrong", wrong.slice(0, 4), (row) => `${said[row]}? it is ${unseen.y[row]}`);

await trained.save("digits.onnx");
const { metrics } = trained.history.at(-1)!.validation!;
console.log(`
  20 epochs in ${seconds} s, compiling included
  ${percent(metrics.accuracy!)} right on ${validation.length} digits it has never seen
  the network is in digits.onnx: any ONNX runtime, any number of images`);
