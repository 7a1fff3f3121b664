import { type Key, type Tensor, uniform } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { positionalEncoding } from "../../../src/layers/attention/index.ts";
import { sequential } from "../../../src/layers/combinators/sequential.ts";
import { dense } from "../../../src/layers/core/dense.ts";
import { embedding } from "../../../src/layers/embedding/index.ts";
import { layerNorm } from "../../../src/layers/normalization/layer-norm.ts";
import { transformerBlock } from "../../../src/layers/transformer/index.ts";
import { learn } from "../../learn.ts";

const [batch, length, letters] = [32, 8, 6];

/** Letters in any order, and the same ones from the end to the beginning. */
const reversing = (from: Key) => {
  const x = uniform(from, [batch, length]).mul(letters).floor();
  return { x, y: x.flip(1).cast("int32") };
};

/** Guessing is right one time in six. */
it("two transformer blocks learn to turn eight letters round: at most one in a hundred is wrong", async () => {
  const model = sequential(
    embedding(letters, 24),
    positionalEncoding(),
    transformerBlock({ heads: 2, hidden: 32 }),
    transformerBlock({ heads: 2, hidden: 32 }),
    layerNorm(),
    dense(letters),
  );
  const wrong = await learn({
    model,
    batch: reversing,
    loss: (scores, { y }) => scores.logSoftmax().takeAlongAxis(y.expandDims(2), 2).mean().neg(),
    measure: (scores: Tensor, { y }) => scores.argmax(-1).notEqual(y).cast("float32").mean(),
    rate: 0.005,
    steps: 300,
  });
  expect(wrong).toBeLessThan(0.01);
});
