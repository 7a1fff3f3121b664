/** Runs that do well, or as well as can be done: all optimizers at sane settings, usual models and data, three seeds. */
import {
  accumulate,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw,
  binaryCrossEntropy,
  chain,
  clipByGlobalNorm,
  cosine,
  sparseSoftmaxCrossEntropy as crossEntropy,
  dense,
  dropout,
  gelu,
  gradientDescent,
  hinge,
  huber,
  type Link,
  l2,
  lamb,
  lion,
  meanAbsoluteError,
  meanSquaredError,
  momentum,
  muon,
  nadam,
  nesterov,
  normalize,
  poisson,
  radam,
  randomNormal,
  relu,
  rmsprop,
  rprop,
  sequential,
  sigmoid,
  tanh,
} from "@kaviar/nn";
import { type Case, healthy } from "./case.ts";
import { blobs, digits, friedman, spirals, waves, withInputs, words } from "./data.ts";
import { cnn, mlp, of, recurrent, transformer } from "./models.ts";

const optimizers: Readonly<Record<string, () => Link>> = {
  "gradient descent": () => gradientDescent({ rate: 0.1 }),
  momentum: () => momentum({ rate: 0.02 }),
  nesterov: () => nesterov({ rate: 0.02 }),
  adam: () => adam({ rate: 3e-3 }),
  adamw: () => adamw({ rate: 3e-3 }),
  adamax: () => adamax({ rate: 5e-3 }),
  nadam: () => nadam({ rate: 3e-3 }),
  radam: () => radam({ rate: 3e-3 }),
  rmsprop: () => rmsprop({ rate: 2e-3 }),
  adagrad: () => adagrad({ rate: 0.05 }),
  adadelta: () => adadelta({ rate: 1 }),
  adafactor: () => adafactor({ rate: 0.01 }),
  lamb: () => lamb({ rate: 0.01 }),
  lion: () => lion({ rate: 5e-4 }),
  muon: () => muon({ rate: 0.02 }),
  "a cosine": () => adam({ rate: cosine({ peak: 0.01, warmup: 20 }) }),
  "clipped gradients": () => chain(clipByGlobalNorm(1), adam({ rate: 3e-3 })),
  "accumulated batches": () => accumulate(2, adam({ rate: 5e-3 })),
};

const validation = 0.2;
const images = digits(900);
const flat = digits(900, true);

export const healthyCases = (): readonly Case[] => [
  ...Object.entries(optimizers).flatMap(([name, optimizer], i) => [
    healthy(`${name}, digits`, mlp([48], 10), flat, {
      loss: crossEntropy,
      optimizer: optimizer(),
      epochs: 15,
      validation,
      seed: i,
    }),
  ]),
  healthy("rprop, whole batches", mlp([16], 3), blobs(300, 8, 3), {
    loss: crossEntropy,
    optimizer: rprop(),
    epochs: 40,
    batchSize: "all",
  }),
  ...[1, 2, 3].flatMap((seed) => [
    healthy(`CNN, seed ${seed}`, cnn(10), images, {
      loss: crossEntropy,
      optimizer: adam({ rate: 3e-3 }),
      epochs: 10,
      validation,
      seed,
    }),
    healthy(`CNN with batch norm, seed ${seed}`, cnn(10, { norm: true }), images, {
      loss: crossEntropy,
      optimizer: adam({ rate: 3e-3 }),
      epochs: 10,
      validation,
      seed,
    }),
    healthy(`three classes, seed ${seed}`, mlp([32, 32], 3), blobs(600, 8, 3, 2, seed), {
      loss: crossEntropy,
      optimizer: adam({ rate: 3e-3 }),
      epochs: 15,
      validation,
      seed,
    }),
    healthy(`overlapping classes, seed ${seed}`, mlp([16], 2), blobs(600, 6, 2, 0.4, seed), {
      loss: crossEntropy,
      optimizer: adam({ rate: 2e-3 }),
      epochs: 15,
      validation,
      seed,
    }),
    healthy(`regression, seed ${seed}`, mlp([32, 32], 1), friedman(600, 8, 0.3, seed), {
      loss: meanSquaredError,
      optimizer: adam({ rate: 3e-3 }),
      epochs: 25,
      validation,
      seed,
    }),
    healthy(`regression at the noise floor, seed ${seed}`, sequential(dense(1)), friedman(600, 8, 0.5, seed), {
      loss: meanSquaredError,
      optimizer: adam({ rate: 0.02 }),
      epochs: 40,
      validation,
      seed,
    }),
    healthy(`LSTM, seed ${seed}`, recurrent("lstm", 24, 1), waves(400, 20, seed), {
      loss: meanSquaredError,
      optimizer: adam({ rate: 5e-3 }),
      epochs: 15,
      validation,
      seed,
    }),
    healthy(`transformer, seed ${seed}`, transformer(12, 2), words(1200, 9, 12, seed), {
      loss: crossEntropy,
      optimizer: adam({ rate: 3e-3 }),
      epochs: 15,
      validation,
      seed,
    }),
    healthy(
      `autoencoder, seed ${seed}`,
      sequential(dense(32), relu, dense(8), dense(32), relu, dense(64), sigmoid),
      { x: flat.x } as never,
      { loss: meanSquaredError, optimizer: adam({ rate: 3e-3 }), epochs: 20, validation, seed },
    ),
    healthy(`spirals, seed ${seed}`, mlp([48, 48], 2, { activation: tanh }), spirals(600, seed), {
      loss: crossEntropy,
      optimizer: adam({ rate: 0.01 }),
      epochs: 40,
      validation,
      seed,
    }),
    healthy(
      `two classes with one output, seed ${seed}`,
      sequential(mlp([24], 1), sigmoid),
      (() => {
        const d = blobs(500, 6, 2, 1, seed);
        return { x: d.x, y: Float32Array.from(d.y) };
      })(),
      { loss: binaryCrossEntropy, optimizer: adam({ rate: 3e-3 }), epochs: 15, validation, seed },
    ),
  ]),
  healthy("GRU", recurrent("gru", 24, 1), waves(400, 20), {
    loss: meanSquaredError,
    optimizer: adam({ rate: 5e-3 }),
    epochs: 15,
    validation,
  }),
  healthy("a simple recurrent net", recurrent("simpleRnn", 24, 1), waves(400, 20), {
    loss: meanSquaredError,
    optimizer: adam({ rate: 5e-3 }),
    epochs: 15,
    validation,
  }),
  healthy("gelu", mlp([32, 32], 10, { activation: gelu }), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 3e-3 }),
    epochs: 12,
    validation,
  }),
  healthy("sigmoid, two layers", mlp([32, 32], 10, { activation: sigmoid }), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 0.01 }),
    epochs: 15,
    validation,
  }),
  healthy("dropout", mlp([64, 64], 10, { after: [dropout(0.3)] }), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 3e-3 }),
    epochs: 20,
    validation,
  }),
  healthy("a penalty", mlp([64], 10), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 3e-3 }),
    penalty: l2(1e-4),
    epochs: 15,
    validation,
  }),
  healthy(
    "inputs that are normalized",
    mlp([32], 1, { first: [normalize()] }),
    withInputs(friedman(600), (v, i) => v * 10 ** (i % 5)),
    { loss: meanSquaredError, optimizer: adam({ rate: 5e-3 }), epochs: 25, validation },
  ),
  healthy("huber", mlp([32], 1), friedman(600), {
    loss: huber(),
    optimizer: adam({ rate: 5e-3 }),
    epochs: 20,
    validation,
  }),
  healthy("mean absolute error", mlp([32], 1), friedman(600), {
    loss: meanAbsoluteError,
    optimizer: adam({ rate: 5e-3 }),
    epochs: 20,
    validation,
  }),
  healthy(
    "counts",
    mlp([16], 1),
    (() => {
      const d = friedman(600);
      return { x: d.x, y: d.y.map((v) => Math.max(0, Math.round(2 + v))) };
    })(),
    { loss: poisson, optimizer: adam({ rate: 5e-3 }), epochs: 20, validation },
  ),
  healthy(
    "margins",
    mlp([16], 1),
    (() => {
      const d = blobs(500, 6, 2, 1, 4);
      return { x: d.x, y: Float32Array.from(d.y, (c) => 2 * c - 1) };
    })(),
    { loss: hinge, optimizer: adam({ rate: 5e-3 }), epochs: 15, validation },
  ),
  healthy("slow but steady", mlp([32], 10), flat, {
    loss: crossEntropy,
    optimizer: gradientDescent({ rate: 0.01 }),
    epochs: 30,
    validation,
  }),
  healthy("slow, Adam", mlp([32], 3), blobs(600, 8, 3), {
    loss: crossEntropy,
    optimizer: adam({ rate: 2e-4 }),
    epochs: 25,
    validation,
  }),
  healthy("12 layers with batch norm", mlp(of(32, 12), 10, { norm: true }), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 3e-3 }),
    epochs: 12,
    validation,
  }),
  healthy(
    "weights that begin small and get away",
    mlp([32], 3, { activation: tanh, initializer: randomNormal({ std: 0.01 }) }),
    blobs(600, 8, 3),
    { loss: crossEntropy, optimizer: adam({ rate: 5e-3 }), epochs: 15, validation },
  ),
  healthy("small batches", mlp([32], 10), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 1e-3 }),
    epochs: 6,
    batchSize: 4,
    validation,
  }),
  healthy("one row a batch", mlp([16], 3), blobs(200, 8, 3), {
    loss: crossEntropy,
    optimizer: gradientDescent({ rate: 0.01 }),
    epochs: 6,
    batchSize: 1,
  }),
  healthy("whole batches", mlp([32], 3), blobs(300, 8, 3), {
    loss: crossEntropy,
    optimizer: adam({ rate: 0.01 }),
    epochs: 60,
    batchSize: "all",
  }),
];
