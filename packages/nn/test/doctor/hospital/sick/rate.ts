/** Steps that are too long or too short. */
import {
  adam,
  sparseSoftmaxCrossEntropy as crossEntropy,
  dense,
  gradientDescent,
  meanSquaredError,
  sequential,
  tanh,
} from "@kaviar/nn";
import { sick } from "../case.ts";
import { blobs, digits, friedman, parted, waves, withInputs, words } from "../data.ts";
import { cnn, mlp, recurrent, transformer } from "../models.ts";

const [train600] = parted(friedman(800), 600);
const classes = blobs(600, 8, 3);
const images = digits(600);
const flat = digits(600, true);

export const rate = () => [
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
];
