/** Runs with one disease each, every disease in two kinds of model and data at least. */
import {
  adam,
  batchNorm,
  constantInitializer,
  sparseSoftmaxCrossEntropy as crossEntropy,
  dense,
  dropout,
  gradientDescent,
  l2,
  meanSquaredError,
  momentum,
  randomNormal,
  relu,
  sequential,
  sigmoid,
  sigmoidCrossEntropy,
  tanh,
  zeroInitializer,
} from "@kaviar/nn";
import { type Case, sick } from "./case.ts";
import { blobs, coins, digits, firstOf, friedman, parted, spirals, waves, withInputs, words } from "./data.ts";
import { cnn, mlp, recurrent, transformer } from "./models.ts";

const [train600, _test600] = parted(friedman(800), 600);
const classes = blobs(600, 8, 3);
const images = digits(600);
const flat = digits(600, true);
const of = (width: number, times: number) => Array.from({ length: times }, () => width);
const validation = 0.25;

export const sickCases = (): readonly Case[] => [
  // Vanishing gradients
  sick("vanishing-gradient", "8 layers of sigmoid", mlp(of(16, 8), 3, { activation: sigmoid }), classes, {
    loss: crossEntropy,
    optimizer: gradientDescent({ rate: 0.1 }),
    epochs: 20,
  }),
  sick("vanishing-gradient", "10 layers of sigmoid, Adam, digits", mlp(of(32, 10), 10, { activation: sigmoid }), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 1e-3 }),
    epochs: 15,
  }),
  sick(
    "vanishing-gradient",
    "relu, weights too small",
    mlp(of(32, 6), 1, { initializer: randomNormal({ std: 0.02 }) }),
    train600,
    {
      loss: meanSquaredError,
      optimizer: gradientDescent({ rate: 0.05 }),
      epochs: 20,
    },
  ),
  // Exploding gradients
  sick(
    "exploding-gradient",
    "relu, weights too large",
    mlp(of(64, 6), 3, { initializer: randomNormal({ std: 1 }) }),
    classes,
    {
      loss: crossEntropy,
      optimizer: gradientDescent({ rate: 0.01 }),
      epochs: 20,
    },
    "rate-too-high",
    "not-a-number",
  ),
  sick(
    "exploding-gradient",
    "regression, weights too large",
    mlp(of(64, 4), 1, { initializer: randomNormal({ std: 0.7 }) }),
    train600,
    {
      loss: meanSquaredError,
      optimizer: gradientDescent({ rate: 0.01 }),
      epochs: 20,
    },
    "rate-too-high",
    "not-a-number",
  ),
  sick(
    "exploding-gradient",
    "simple recurrent net, large weights",
    sequential(
      dense(32, { initializer: randomNormal({ std: 3 }) }),
      relu,
      dense(32, { initializer: randomNormal({ std: 3 }) }),
      relu,
      recurrent("simpleRnn", 16, 1),
    ),
    waves(400, 20),
    {
      loss: meanSquaredError,
      optimizer: gradientDescent({ rate: 0.1 }),
      epochs: 15,
    },
    "rate-too-high",
    "saturation",
    "not-a-number",
  ),
  // Not a number
  sick(
    "not-a-number",
    "descent at rate 50",
    mlp([32], 1),
    train600,
    {
      loss: meanSquaredError,
      optimizer: gradientDescent({ rate: 50 }),
      epochs: 20,
    },
    "rate-too-high",
  ),
  sick(
    "not-a-number",
    "momentum at rate 5, digits",
    mlp([64, 64], 10),
    flat,
    {
      loss: crossEntropy,
      optimizer: momentum({ rate: 50 }),
      epochs: 20,
    },
    "rate-too-high",
  ),
  // Rate too high
  sick("rate-too-high", "Adam at rate 3, digits", mlp([64], 10), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 3 }),
    epochs: 12,
  }),
  sick("rate-too-high", "Adam at rate 1, CNN", cnn(10), images, {
    loss: crossEntropy,
    optimizer: adam({ rate: 1 }),
    epochs: 10,
  }),
  sick(
    "rate-too-high",
    "descent at rate 3, regression",
    mlp([32, 32], 1, { activation: tanh }),
    train600,
    {
      loss: meanSquaredError,
      optimizer: gradientDescent({ rate: 3 }),
      epochs: 20,
    },
    "not-a-number",
  ),
  sick("rate-too-high", "Adam at rate 1, LSTM", recurrent("lstm", 16, 1), waves(400, 20), {
    loss: meanSquaredError,
    optimizer: adam({ rate: 1 }),
    epochs: 10,
  }),
  sick("rate-too-high", "Adam at rate 0.5, transformer", transformer(12, 2), words(600, 9, 12), {
    loss: crossEntropy,
    optimizer: adam({ rate: 0.5 }),
    epochs: 10,
  }),
  // Rate too low
  sick("rate-too-low", "descent at rate 1e-6", mlp([32], 3), classes, {
    loss: crossEntropy,
    optimizer: gradientDescent({ rate: 1e-6 }),
    epochs: 20,
  }),
  sick("rate-too-low", "Adam at rate 1e-7, CNN", cnn(10), images, {
    loss: crossEntropy,
    optimizer: adam({ rate: 1e-7 }),
    epochs: 10,
  }),
  sick("rate-too-low", "Adam at rate 1e-6, regression", mlp([32, 32], 1), train600, {
    loss: meanSquaredError,
    optimizer: adam({ rate: 1e-6 }),
    epochs: 20,
  }),
  // Dying ReLU
  sick(
    "dying-relu",
    "biases far below 0",
    sequential(dense(64), (x) => x.sub(30), relu, dense(3)),
    classes,
    {
      loss: crossEntropy,
      optimizer: adam({ rate: 1e-3 }),
      epochs: 15,
    },
  ),
  sick(
    "dying-relu",
    "killed by long first steps",
    mlp([64, 64], 1),
    train600,
    {
      loss: meanSquaredError,
      optimizer: adam({ rate: 0.7 }),
      epochs: 15,
    },
    "rate-too-high",
  ),
  // Dead units
  sick(
    "dead-units",
    "inputs next to 0 by a scale",
    sequential((x) => x.mul(0), dense(32), tanh, dense(3)),
    classes,
    {
      loss: crossEntropy,
      optimizer: adam(),
      epochs: 15,
    },
  ),
  sick(
    "dead-units",
    "a step in a hidden layer, far off",
    sequential(dense(32), (x) => x.add(100), sigmoid, dense(10)),
    flat,
    {
      loss: crossEntropy,
      optimizer: adam(),
      epochs: 10,
    },
    "saturation",
  ),
  // Saturation
  sick(
    "saturation",
    "tanh, weights too large",
    mlp(of(32, 4), 3, { activation: tanh, initializer: randomNormal({ std: 3 }) }),
    classes,
    {
      loss: crossEntropy,
      optimizer: gradientDescent({ rate: 0.01 }),
      epochs: 15,
    },
    "vanishing-gradient",
    "exploding-gradient",
  ),
  sick(
    "saturation",
    "sigmoid of inputs up to 1000",
    mlp([32, 32], 1, { activation: sigmoid }),
    withInputs(friedman(600), (v) => 1000 * v),
    {
      loss: meanSquaredError,
      optimizer: gradientDescent({ rate: 0.01 }),
      epochs: 15,
    },
    "unscaled-inputs",
    "vanishing-gradient",
  ),
  // Symmetric units
  sick("symmetric-units", "weights of 0", mlp([32, 32], 3, { initializer: zeroInitializer() }), classes, {
    loss: crossEntropy,
    optimizer: adam({ rate: 0.01 }),
    epochs: 15,
  }),
  sick(
    "symmetric-units",
    "weights of 0.1, tanh",
    mlp([32], 1, { activation: tanh, initializer: constantInitializer(0.1) }),
    train600,
    {
      loss: meanSquaredError,
      optimizer: adam({ rate: 0.01 }),
      epochs: 15,
    },
  ),
  sick("symmetric-units", "CNN of zeros", cnn(10, { initializer: zeroInitializer() }), images, {
    loss: crossEntropy,
    optimizer: adam(),
    epochs: 10,
  }),
  // Overfitting
  sick("overfitting", "coins by heart", mlp([256, 256], 2), coins(300, 20, 2), {
    loss: crossEntropy,
    optimizer: adam({ rate: 3e-3 }),
    epochs: 40,
    validation,
  }),
  sick(
    "overfitting",
    "40 rows of digits and noise",
    mlp([256, 256], 10),
    withInputs(digits(120, true), (v, i) => v + Math.sin(37 * i * v)),
    {
      loss: crossEntropy,
      optimizer: adam({ rate: 3e-3 }),
      epochs: 60,
      validation: 0.5,
    },
  ),
  sick("overfitting", "noisy regression", mlp([256, 256], 1), friedman(120, 20, 2), {
    loss: meanSquaredError,
    optimizer: adam({ rate: 3e-3 }),
    epochs: 60,
    validation: 0.4,
  }),
  // Overtraining
  sick(
    "overtraining",
    "noisy targets, a long run",
    mlp([64], 1),
    friedman(150, 10, 1.5),
    {
      loss: meanSquaredError,
      optimizer: adam({ rate: 1e-2 }),
      epochs: 100,
      validation: 0.4,
    },
    "overfitting",
  ),
  sick(
    "overtraining",
    "overlapping classes, a long run",
    mlp([128], 3),
    blobs(150, 10, 3, 0.3),
    {
      loss: crossEntropy,
      optimizer: adam({ rate: 1e-2 }),
      epochs: 80,
      validation: 0.4,
    },
    "overfitting",
  ),
  // Underfitting
  sick(
    "underfitting",
    "a line for spirals",
    sequential(dense(2)),
    spirals(600),
    { loss: crossEntropy, optimizer: adam({ rate: 0.05 }), epochs: 30 },
    "not-learning",
  ),
  sick("underfitting", "one unit for digits", mlp([1], 10), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 0.01 }),
    epochs: 30,
  }),
  sick(
    "underfitting",
    "a penalty that is too strong",
    mlp([64], 10),
    flat,
    { loss: crossEntropy, optimizer: adam({ rate: 0.01 }), penalty: l2(1), epochs: 20 },
    "ineffective-regularization",
    "not-learning",
    "majority-class",
  ),
  // Plateau
  sick(
    "plateau",
    "long memory for a simple net",
    recurrent("simpleRnn", 8, 2),
    firstOf(400, 60),
    { loss: crossEntropy, optimizer: adam({ rate: 1e-3 }), epochs: 15 },
    "not-learning",
    "underfitting",
    "vanishing-gradient",
  ),
  sick(
    "plateau",
    "coins",
    mlp([4], 2),
    coins(600, 4, 2),
    { loss: crossEntropy, optimizer: gradientDescent({ rate: 0.05 }), epochs: 20 },
    "not-learning",
    "majority-class",
  ),
  // Oscillation
  sick(
    "oscillation",
    "whole batches, momentum too strong",
    sequential(dense(1)),
    withInputs(friedman(200), (v) => 3 * v),
    {
      loss: meanSquaredError,
      optimizer: gradientDescent({ rate: 0.05 }),
      epochs: 60,
      batchSize: "all",
    },
    "rate-too-high",
    "unscaled-inputs",
  ),
  sick(
    "oscillation",
    "Adam at rate 0.1, small batches",
    mlp([32], 10),
    flat,
    { loss: crossEntropy, optimizer: adam({ rate: 0.1 }), epochs: 40, batchSize: 16 },
    "rate-too-high",
  ),
  // Batches
  sick(
    "batch-too-large",
    "all rows, 40 steps of descent",
    mlp([32], 10),
    flat,
    { loss: crossEntropy, optimizer: gradientDescent({ rate: 0.05 }), epochs: 40, batchSize: "all" },
    "rate-too-low",
  ),
  sick(
    "batch-too-large",
    "half of the rows, regression",
    mlp([32, 32], 1),
    friedman(1200),
    { loss: meanSquaredError, optimizer: adam({ rate: 3e-4 }), epochs: 25, batchSize: 600 },
    "rate-too-low",
  ),
  // Classes
  sick(
    "class-imbalance",
    "3 % of the rows",
    mlp([32], 1, {}),
    (() => {
      const d = blobs(800, 6, 2, 0.5, 3, [0.97, 0.03]);
      return { x: d.x, y: Float32Array.from(d.y) };
    })(),
    {
      loss: sigmoidCrossEntropy,
      optimizer: adam(),
      epochs: 10,
    },
  ),
  sick(
    "class-imbalance",
    "one digit in forty",
    cnn(10),
    (() => {
      const d = digits();
      const keep = [...d.y.keys()].filter((i) => d.y[i] !== 3 || i % 12 === 0);
      return {
        x: {
          data: Float32Array.from(keep.flatMap((i) => [...d.x.data.slice(i * 64, i * 64 + 64)])),
          shape: [keep.length, 1, 8, 8],
        },
        y: Int32Array.from(keep, (i) => d.y[i]!),
      };
    })(),
    {
      loss: crossEntropy,
      optimizer: adam(),
      epochs: 6,
    },
  ),
  sick(
    "majority-class",
    "85 % and nothing to see",
    mlp([16], 2),
    (() => {
      const d = coins(600, 6, 20);
      return { x: d.x, y: d.y.map((c) => (c < 3 ? 1 : 0)) };
    })(),
    {
      loss: crossEntropy,
      optimizer: adam({ rate: 1e-2 }),
      epochs: 16,
    },
    "not-learning",
    "class-imbalance",
  ),
  sick(
    "majority-class",
    "five classes, one of 60 %",
    mlp([16], 5),
    blobs(600, 4, 5, 0.05, 2, [0.6, 0.1, 0.1, 0.1, 0.1]),
    {
      loss: crossEntropy,
      optimizer: adam({ rate: 1e-2 }),
      epochs: 16,
    },
    "not-learning",
    "class-imbalance",
  ),
  // Inputs
  sick(
    "unscaled-inputs",
    "features up to 10 000",
    mlp([32, 32], 1),
    withInputs(friedman(600), (v, i) => v * 10 ** (i % 5)),
    {
      loss: meanSquaredError,
      optimizer: adam({ rate: 1e-2 }),
      epochs: 15,
    },
  ),
  sick(
    "unscaled-inputs",
    "pixels up to 4000",
    cnn(10),
    withInputs(images, (v) => 4000 * v),
    { loss: crossEntropy, optimizer: gradientDescent({ rate: 0.01 }), epochs: 10 },
    "rate-too-high",
    "exploding-gradient",
  ),
  sick(
    "unused-inputs",
    "features that never change",
    mlp([32], 3),
    withInputs(blobs(600, 8, 3), (v, i) => (i < 3 ? 1 : v)),
    { loss: crossEntropy, optimizer: adam(), epochs: 10 },
  ),
  sick(
    "unused-inputs",
    "half of a regression's features",
    mlp([32], 1),
    withInputs(friedman(600, 16), (v, i) => (i > 7 ? 0 : v)),
    { loss: meanSquaredError, optimizer: adam(), epochs: 10 },
  ),
  sick(
    "input-shift",
    "another sensor",
    mlp([32], 3),
    (() => {
      const [a] = parted(classes, 450);
      return a;
    })(),
    {
      loss: crossEntropy,
      optimizer: adam(),
      epochs: 10,
      validation: withInputs(parted(classes, 450)[1] as never, (v, i) => (i === 2 ? v + 8 : v)),
    },
  ),
  sick(
    "input-shift",
    "sorted before it was split",
    mlp([32], 1),
    (() => parted(sortedBy(friedman(600), 0), 450)[0])(),
    {
      loss: meanSquaredError,
      optimizer: adam(),
      epochs: 10,
      validation: parted(sortedBy(friedman(600), 0), 450)[1],
    },
  ),
  sick("validation-easier", "strong dropout", mlp([64, 64], 10, { after: [dropout(0.6)] }), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 3e-3 }),
    epochs: 25,
    validation,
  }),
  sick("validation-easier", "only easy rows are held out", mlp([64], 2), blobs(450, 4, 2, 1, 5), {
    loss: crossEntropy,
    optimizer: adam({ rate: 3e-3 }),
    epochs: 25,
    validation: blobs(150, 4, 2, 1, 5, undefined, 0.3),
  }),
  // Batch norm
  sick(
    "batch-norm-unsettled",
    "an average with too long a memory",
    sequential(dense(64), batchNorm({ momentum: 0.9999 }), relu, dense(3)),
    withInputs(classes, (v) => 5 * v + 20),
    {
      loss: crossEntropy,
      optimizer: adam({ rate: 3e-3 }),
      epochs: 15,
      validation,
    },
  ),
  sick(
    "batch-norm-unsettled",
    "a CNN, long memory",
    sequential(batchNorm({ momentum: 0.9999 }), cnn(10)),
    withInputs(images, (v) => 30 * v - 80),
    {
      loss: crossEntropy,
      optimizer: adam({ rate: 3e-3 }),
      epochs: 12,
      validation,
    },
  ),
  sick(
    "ineffective-regularization",
    "a penalty of nothing",
    mlp([256, 256], 2),
    coins(300, 20, 2),
    {
      loss: crossEntropy,
      optimizer: adam({ rate: 3e-3 }),
      epochs: 40,
      validation,
      penalty: l2(1e-9),
    },
    "overfitting",
  ),
  sick(
    "ineffective-regularization",
    "dropout of 2 %",
    mlp([256, 256], 1, { after: [dropout(0.02)] }),
    friedman(120, 20, 2),
    {
      loss: meanSquaredError,
      optimizer: adam({ rate: 3e-3 }),
      epochs: 60,
      validation: 0.4,
    },
    "overfitting",
    "overtraining",
  ),
  sick(
    "not-learning",
    "targets in another order, a CNN",
    cnn(10, { channels: 4 }),
    { x: images.x, y: images.y.toReversed() },
    { loss: crossEntropy, optimizer: gradientDescent({ rate: 0.02 }), epochs: 12 },
    "plateau",
    "underfitting",
  ),
  sick(
    "not-learning",
    "shuffled targets",
    mlp([8], 1),
    { x: friedman(600).x, y: friedman(600, 8, 0.3, 9).y },
    {
      loss: meanSquaredError,
      optimizer: gradientDescent({ rate: 0.01 }),
      epochs: 15,
    },
    "plateau",
  ),
];

const sortedBy = (given: ReturnType<typeof friedman>, column: number): ReturnType<typeof friedman> => {
  const [rows, width] = given.x.shape as [number, number];
  const order = Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => given.x.data[a * width + column]! - given.x.data[b * width + column]!,
  );
  return {
    x: {
      data: Float32Array.from(
        { length: rows * width },
        (_, i) => given.x.data[order[Math.floor(i / width)]! * width + (i % width)]!,
      ),
      shape: [rows, width],
    },
    y: Float32Array.from(order, (row) => given.y[row]!),
  };
};
