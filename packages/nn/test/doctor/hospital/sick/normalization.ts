/** Signals that nobody normalizes, and averages that are not there yet. */
import {
  adam,
  batchNorm,
  sparseSoftmaxCrossEntropy as crossEntropy,
  dense,
  gradientDescent,
  meanSquaredError,
  relu,
  sequential,
} from "@kaviar/nn";
import { sick } from "../case.ts";
import { blobs, digits, friedman, withInputs } from "../data.ts";
import { cnn, mlp, of } from "../models.ts";

const classes = blobs(600, 8, 3);
const images = digits(600);
const validation = 0.25;

export const normalization = () => [
  sick("covariate-shift", "16 layers of relu, digits", mlp(of(64, 16), 10), digits(600, true), {
    loss: crossEntropy,
    optimizer: gradientDescent({ rate: 0.1 }),
    epochs: 15,
  }),
  sick("covariate-shift", "16 layers of relu, regression", mlp(of(32, 16), 1), friedman(600), {
    loss: meanSquaredError,
    optimizer: gradientDescent({ rate: 0.03 }),
    epochs: 15,
  }),
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
];
