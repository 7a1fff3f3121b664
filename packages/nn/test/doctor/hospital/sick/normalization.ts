/** Averages that are not there yet. */
import { adam, batchNorm, sparseSoftmaxCrossEntropy as crossEntropy, dense, relu, sequential } from "@kaviar/nn";
import { sick } from "../case.ts";
import { blobs, digits, withInputs } from "../data.ts";
import { cnn } from "../models.ts";

const classes = blobs(600, 8, 3);
const images = digits(600);
const validation = 0.25;

export const normalization = () => [
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
