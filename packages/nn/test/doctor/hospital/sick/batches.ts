/** Batches of the wrong size. */
import {
  adam,
  sparseSoftmaxCrossEntropy as crossEntropy,
  dense,
  gradientDescent,
  meanSquaredError,
  sequential,
} from "@kaviar/nn";
import { sick } from "../case.ts";
import { digits, friedman } from "../data.ts";
import { cnn, mlp } from "../models.ts";

const flat = digits(600, true);

export const batches = () => [
  sick("batch-too-small", "a line, one row a batch", sequential(dense(1)), friedman(600, 20), {
    loss: meanSquaredError,
    optimizer: gradientDescent({ rate: 0.08 }),
    epochs: 8,
    batchSize: 1,
  }),
  sick("batch-too-small", "a CNN, one row a batch", cnn(10), digits(600), {
    loss: crossEntropy,
    optimizer: gradientDescent({ rate: 0.1 }),
    epochs: 8,
    batchSize: 1,
  }),
  sick("batch-too-small", "batch norm over two rows", mlp([32, 32], 10, { norm: true }), flat, {
    loss: crossEntropy,
    optimizer: adam({ rate: 3e-3 }),
    epochs: 8,
    batchSize: 2,
  }),
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
];
