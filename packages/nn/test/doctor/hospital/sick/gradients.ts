/** Gradients that vanish, explode, or are no numbers. */
import {
  adam,
  sparseSoftmaxCrossEntropy as crossEntropy,
  dense,
  gradientDescent,
  meanSquaredError,
  momentum,
  randomNormal,
  relu,
  sequential,
  sigmoid,
} from "@kaviar/nn";
import { sick } from "../case.ts";
import { blobs, digits, friedman, parted, waves } from "../data.ts";
import { mlp, of, recurrent } from "../models.ts";

const [train600] = parted(friedman(800), 600);
const classes = blobs(600, 8, 3);
const flat = digits(600, true);

export const gradients = () => [
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
];
