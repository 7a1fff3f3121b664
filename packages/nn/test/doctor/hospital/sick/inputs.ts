/** Inputs that are not what they should be. */
import { adam, sparseSoftmaxCrossEntropy as crossEntropy, gradientDescent, meanSquaredError } from "@kaviar/nn";
import { sick } from "../case.ts";
import { blobs, digits, friedman, parted, withInputs } from "../data.ts";
import { cnn, mlp } from "../models.ts";

const classes = blobs(600, 8, 3);
const images = digits(600);

export const inputs = () => [
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
