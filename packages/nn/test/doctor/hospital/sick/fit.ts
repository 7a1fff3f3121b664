/** Too much learned, or too little. */
import {
  adam,
  sparseSoftmaxCrossEntropy as crossEntropy,
  dense,
  dropout,
  l2,
  meanSquaredError,
  sequential,
} from "@kaviar/nn";
import { sick } from "../case.ts";
import { blobs, coins, digits, friedman, spirals, withInputs } from "../data.ts";
import { mlp } from "../models.ts";

const _classes = blobs(600, 8, 3);
const flat = digits(600, true);
const validation = 0.25;

export const fit = () => [
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
];
