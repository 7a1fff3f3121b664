import { key, type Tensor, tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import {
  average,
  dot,
  globalAveragePool,
  multiply,
  parallel,
  reshape,
  sequential,
  subtract,
} from "../../../src/index.ts";
import { type AnyLayer, applyLayer, initialize, type Shapes } from "../../../src/layers/contract/layer.ts";

const at = { training: false, key: key(0), path: "" };
const made = async (layer: AnyLayer, signals: readonly Tensor[]) => {
  const shapes = signals.map(({ shape }) => shape.slice(1)) as Shapes;
  const { params, outputShape } = initialize(layer, key(0), shapes);
  const y = applyLayer(layer, params, {}, signals, at).y as Tensor;
  expect(outputShape).toEqual(y.shape.slice(1));
  return y.array();
};
const [a, b] = [
  tensor([
    [1, 2],
    [3, 4],
  ]),
  tensor([
    [5, 0],
    [1, 2],
  ]),
];

it("average is the mean of signals, subtract the first less the second", async () => {
  expect(await made(average() as AnyLayer, [a, b])).toEqual([
    [3, 1],
    [2, 3],
  ]);
  expect(await made(subtract() as AnyLayer, [a, b])).toEqual([
    [-4, 2],
    [2, 2],
  ]);
});

it("dot is one number for two rows, and one for each pair of steps", async () => {
  expect(await made(dot() as AnyLayer, [a, b])).toEqual([[5], [11]]);
  const [x, y] = [
    tensor([
      [
        [1, 0],
        [2, 1],
      ],
    ]),
    tensor([
      [
        [1, 1],
        [0, 3],
        [2, 2],
      ],
    ]),
  ];
  expect(await made(dot() as AnyLayer, [x, y])).toEqual([
    [
      [1, 0, 2],
      [3, 3, 6],
    ],
  ]);
  const [[cosine]] = (await made(dot({ normalize: true }) as AnyLayer, [tensor([[3, 4]]), tensor([[4, 3]])])) as [
    [number],
  ];
  expect(cosine).toBeCloseTo(24 / 25, 6);
});

it("multiply stretches axes of length 1: a number a channel gates the channels of an image", async () => {
  const gate = sequential(globalAveragePool(), reshape([2, 1, 1]));
  const model = sequential(
    parallel((x: Tensor) => x, gate),
    multiply(),
  );
  const x = tensor([[[[1, 3]], [[2, 2]]]]);
  const { params, outputShape } = model.init(key(0), [2, 1, 2]);
  expect(outputShape).toEqual([2, 1, 2]);
  expect(await model.apply(params, {}, x, at).y.array()).toEqual([[[[2, 6]], [[4, 4]]]]);
});

it("refuses signals that do not fit, with what would", () => {
  const init = (layer: unknown, shapes: Shapes) => () => initialize(layer as AnyLayer, key(0), shapes);
  expect(init(subtract(), [[2], [2], [2]])).toThrow("subtract needs signals of one shape");
  expect(init(dot(), [[2], [3]])).toThrow("with as many features: got [N, 2] and [N, 3].");
  expect(
    init(multiply(), [
      [2, 4],
      [3, 4],
    ]),
  ).toThrow("multiply needs signals of one shape: got [N, 2, 4] and [N, 3, 4].");
});
