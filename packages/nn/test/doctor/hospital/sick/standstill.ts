/** Nothing is learned any more, or ever. */
import {
  adam,
  sparseSoftmaxCrossEntropy as crossEntropy,
  gradientDescent,
  meanSquaredError,
  randomNormal,
  tanh,
} from "@kaviar/nn";
import { sick } from "../case.ts";
import { coins, digits, firstOf, friedman } from "../data.ts";
import { cnn, mlp, recurrent } from "../models.ts";

const images = digits(600);

/** Weights that begin next to 0. */
const tiny = { activation: tanh, initializer: randomNormal({ std: 1e-4 }) };

export const standstill = () => [
  sick("saddle", "weights next to 0, regression", mlp([16], 1, tiny), friedman(600), {
    loss: meanSquaredError,
    optimizer: gradientDescent({ rate: 0.02 }),
    epochs: 20,
  }),
  sick("saddle", "weights next to 0, digits", mlp([32], 10, tiny), digits(600, true), {
    loss: crossEntropy,
    optimizer: gradientDescent({ rate: 0.03 }),
    epochs: 20,
  }),
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
