import { type Key, split, uniform } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { sequential } from "../../../src/layers/combinators/sequential.ts";
import { dense } from "../../../src/layers/core/dense.ts";
import { gru, lstm } from "../../../src/layers/recurrent/index.ts";
import { learn } from "../../learn.ts";

const [batch, length] = [64, 20];

/** Numbers in [0, 1) and two marks, one in each half: the target is the sum of the two marked numbers. (Hochreiter & Schmidhuber 1997) */
const adding = (from: Key) => {
  const [first, second, third] = split(from, 3) as [Key, Key, Key];
  const half = length / 2;
  const numbers = uniform(first, [batch, length]);
  const mark = (each: Key) => uniform(each, [batch]).mul(half).cast("int32").oneHot(half);
  const marks = mark(second).concat(mark(third), 1);
  return { x: numbers.expandDims(2).concat(marks.expandDims(2), 2), y: numbers.mul(marks).sum(1, { keepDims: true }) };
};

/** Always answering 1 has an error of 1/6: the variance of the sum of two uniform numbers. */
it.each([
  ["lstm", lstm(24)],
  ["gru", gru(24)],
] as const)("%s learns to add two numbers 20 steps apart to a squared error below 0.02", async (_, layer) => {
  const error = await learn({
    model: sequential(layer, dense(1)),
    batch: adding,
    loss: (prediction, { y }) => prediction.sub(y).square().mean(),
    rate: 0.01,
    steps: 800,
  });
  expect(error).toBeLessThan(0.02);
});
