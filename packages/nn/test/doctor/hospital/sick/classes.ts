/** Classes that are rare. */
import { adam, sparseSoftmaxCrossEntropy as crossEntropy, sigmoidCrossEntropy } from "@kaviar/nn";
import { sick } from "../case.ts";
import { blobs, coins, digits } from "../data.ts";
import { cnn, mlp } from "../models.ts";

export const classes = () => [
  sick(
    "class-imbalance",
    "3 % of the rows",
    mlp([32], 1, {}),
    (() => {
      const d = blobs(800, 6, 2, 0.5, 3, [0.97, 0.03]);
      return { x: d.x, y: Float32Array.from(d.y) };
    })(),
    {
      loss: sigmoidCrossEntropy,
      optimizer: adam(),
      epochs: 10,
    },
  ),
  sick(
    "class-imbalance",
    "one digit in forty",
    cnn(10),
    (() => {
      const d = digits();
      const keep = [...d.y.keys()].filter((i) => d.y[i] !== 3 || i % 12 === 0);
      return {
        x: {
          data: Float32Array.from(keep.flatMap((i) => [...d.x.data.slice(i * 64, i * 64 + 64)])),
          shape: [keep.length, 1, 8, 8],
        },
        y: Int32Array.from(keep, (i) => d.y[i]!),
      };
    })(),
    {
      loss: crossEntropy,
      optimizer: adam(),
      epochs: 6,
    },
  ),
  sick(
    "majority-class",
    "85 % and nothing to see",
    mlp([16], 2),
    (() => {
      const d = coins(600, 6, 20);
      return { x: d.x, y: d.y.map((c) => (c < 3 ? 1 : 0)) };
    })(),
    {
      loss: crossEntropy,
      optimizer: adam({ rate: 1e-2 }),
      epochs: 16,
    },
    "not-learning",
    "class-imbalance",
  ),
  sick(
    "majority-class",
    "five classes, one of 60 %",
    mlp([16], 5),
    blobs(600, 4, 5, 0.05, 2, [0.6, 0.1, 0.1, 0.1, 0.1]),
    {
      loss: crossEntropy,
      optimizer: adam({ rate: 1e-2 }),
      epochs: 16,
    },
    "not-learning",
    "class-imbalance",
  ),
];
