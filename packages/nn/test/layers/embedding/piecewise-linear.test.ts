import { key, tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { piecewiseLinear } from "../../../src/index.ts";

const at = { training: false, key: key(0), path: "" };

it("says how far a number has come in each interval", async () => {
  const layer = piecewiseLinear([[0, 1, 3], [], [-1, 1]]);
  expect(layer.init(key(0), [3]).outputShape).toEqual([3]);
  const x = tensor([
    [-5, 9, 0],
    [0.25, 9, -2],
    [2, 9, 0.5],
    [7, 9, 2],
  ]);
  const { y } = layer.apply({}, {}, x, at);
  expect(await y.array()).toEqual([
    [-0.5, -0.5, 0],
    [-0.25, -0.5, -0.5],
    [0.5, 0, 0.25],
    [0.5, 0.5, 0.5],
  ]);
});

it("refuses edges that make no interval, and rows of another width", () => {
  expect(() => piecewiseLinear([[0, 0, 1]])).toThrow("those of feature 0 are 0, 0, 1 from number 0 on");
  expect(() => piecewiseLinear([[0, 1], [2]])).toThrow("feature 1 has one");
  expect(() => piecewiseLinear([[], []])).toThrow("none has edges");
  expect(() => piecewiseLinear([[0, 1e9, 1e9 + 1]])).toThrow("in float32 too");
  expect(() => piecewiseLinear([[0, 1]]).init(key(0), [2])).toThrow("[N, 2] and 1 lists of edges");
});
