/** Batches of the wrong size. */
import { adam, sparseSoftmaxCrossEntropy as crossEntropy, gradientDescent, meanSquaredError } from "@kaviar/nn";
import { sick } from "../case.ts";
import { digits, friedman } from "../data.ts";
import { mlp } from "../models.ts";

const flat = digits(600, true);

export const batches = () => [
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
