/**
 * The peers' tasks through `train`: shuffled, with accuracy and history, as a user trains.
 *   tsx bench/train.ts small 1        middle, large, digits, images, lstm, gru, transformer
 */

import {
  accuracy,
  adam,
  batchNorm,
  conv2d,
  dense,
  flatten,
  gru,
  type Layer,
  lstm,
  maxPool,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
  type TrainingData,
  train,
  transformerBlock,
} from "@kaviar/nn";
import { configure } from "@kaviar/tensor";
import { shapes as imageShapes, images } from "./peers/images.mjs";
import { measure } from "./peers/measure.mjs";
import { shapes as sequenceShapes, sequences } from "./peers/sequences.mjs";
import { task } from "./peers/task.mjs";

interface Race {
  readonly model: Layer;
  readonly data: TrainingData;
  readonly batch: number;
}

const perceptrons = (size: string) => (): Race => {
  const { widths, batch, rows, features, x, y } = task(size);
  const layers = widths.slice(1).flatMap((units, i) => (i < widths.length - 2 ? [dense(units), relu] : [dense(units)]));
  return { model: sequential(...layers), data: { x: { data: x, shape: [rows, features] }, y }, batch };
};

const convolutions = (size: keyof typeof imageShapes) => (): Race => {
  const { rows, channels, size: pixels, classes, batch, widths } = imageShapes[size];
  const { x, y } = images(imageShapes[size]);
  const blocks = widths.flatMap((filters) => [conv2d(filters, 3), batchNorm(), relu, maxPool(2)]);
  const data = { x: { data: x, shape: [rows, channels, pixels, pixels] }, y };
  return { model: sequential(...blocks, flatten, dense(classes)), data, batch };
};

const recurrent = (layer: (units: number) => Layer) => (): Race => {
  const { rows, length, features, classes, batch, width } = sequenceShapes.lstm;
  const { x, y } = sequences(sequenceShapes.lstm);
  return {
    model: sequential(layer(width), dense(classes)),
    data: { x: { data: x, shape: [rows, length, features] }, y },
    batch,
  };
};

const transformer = (): Race => {
  const { rows, length, features, classes, batch, heads, blocks } = sequenceShapes.transformer;
  const { x, y } = sequences(sequenceShapes.transformer);
  const layers = Array.from({ length: blocks }, () => transformerBlock({ heads, hidden: 4 * features }));
  return {
    model: sequential(...layers, (each) => each.mean(1), dense(classes)),
    data: { x: { data: x, shape: [rows, length, features] }, y },
    batch,
  };
};

const races: Readonly<Record<string, () => Race>> = {
  small: perceptrons("small"),
  middle: perceptrons("middle"),
  large: perceptrons("large"),
  digits: convolutions("digits"),
  images: convolutions("images"),
  lstm: recurrent(lstm),
  gru: recurrent(gru),
  transformer,
};

const [size = "small", given = "1"] = process.argv.slice(2);
const race = races[size];
if (!race) throw new Error(`The size must be one of ${Object.keys(races).join(", ")}, got ${size}.`);
const threads = Number(given);
configure({ threads });
const { model, data, batch } = race();
const epochs = train(model, data, {
  loss: sparseSoftmaxCrossEntropy,
  optimizer: adam({ rate: 1e-3 }),
  batchSize: batch,
  epochs: 10_000,
  metrics: [accuracy],
});
const next = async (): Promise<{ readonly loss: number; readonly steps: number }> => {
  const { value } = await epochs.next();
  if (!value) throw new Error("the run is over");
  return value;
};
const { steps, loss } = await next();
await measure({ peer: "kaviar train", size, threads, steps }, async () => Float32Array.of(loss, (await next()).loss));
