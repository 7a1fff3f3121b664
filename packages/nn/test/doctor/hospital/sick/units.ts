/** Units that say nothing, too little, or all the same. */
import {
  adam,
  constantInitializer,
  sparseSoftmaxCrossEntropy as crossEntropy,
  dense,
  gradientDescent,
  meanSquaredError,
  randomNormal,
  relu,
  sequential,
  sigmoid,
  tanh,
  zeroInitializer,
} from "@kaviar/nn";
import { sick } from "../case.ts";
import { blobs, digits, friedman, parted, withInputs } from "../data.ts";
import { cnn, mlp, of } from "../models.ts";

const [train600] = parted(friedman(800), 600);
const classes = blobs(600, 8, 3);
const images = digits(600);
const flat = digits(600, true);

export const units = () => [
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
];
