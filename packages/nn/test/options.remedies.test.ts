import { expect, it } from "vitest";
import * as nn from "../src/index.ts";

/** The remedy of what a call refuses. */
const remedyOf = (call: () => unknown): string | undefined => {
  try {
    call();
  } catch (error) {
    return (error as nn.ModelError).remedy;
  }
  throw new Error("It was accepted.");
};

it.each([
  ["an epsilon", () => nn.layerNorm({ epsilon: 0 }), "It keeps equal inputs from dividing 0 by 0: 1e-5."],
  ["an epsilon of a batch", () => nn.batchNorm({ epsilon: 0 }), "It keeps equal inputs from dividing 0 by 0: 1e-5."],
  ["the beta of fBeta", () => nn.fBeta({ beta: 0 }), "2 favours recall, 0.5 precision."],
  ["a number above 0", () => nn.clipByNorm(0), "Give a positive number."],
  ["a count of steps", () => nn.accumulate(0, nn.sgd()), "It counts steps."],
  [
    "a running average",
    () => nn.adam({ beta1: 1 }),
    "It is the share of what was that stays: 0.9 remembers about the last 10 steps, 0.99 the last 100.",
  ],
  ["a strength", () => nn.l2(-1), "0 turns it off."],
  // Gamma 0 is the plain cross-entropy, and a deviation of 0 makes constants: neither is turned off.
  ["a focus", () => nn.softmaxFocal({ gamma: -1 }), undefined],
  ["a deviation", () => nn.randomNormal({ std: -1 }), undefined],
  ["Keras' name for all steps", () => nn.lstm(8, { returnSequences: true } as object), "It is called `sequence` here."],
  [
    "Keras' name for the last state",
    () => nn.gru(8, { return_state: true } as object),
    "`state: true` takes { x, state } and gives { y, state }.",
  ],
  ["PyTorch's name for a resize", () => nn.resize(4, { mode: "bilinear" } as object), "It is called `by` here."],
  [
    "the name of shared heads elsewhere",
    () => nn.multiHeadAttention(4, { num_kv_heads: 2 } as object),
    "It is called `keyHeads` here.",
  ],
  [
    "PyTorch's padding modes",
    () => nn.conv2d(4, 3, { paddingMode: "reflect" } as object),
    'A border of what is inside is a layer of its own: reflectPad(1) before padding "valid".',
  ],
])("says what to do about %s that is refused", (_, call, remedy) => {
  expect(remedyOf(call)).toBe(remedy);
});
