import { backward } from "../../core/backward.ts";
import { asBatch, batchGraph, bindBatched } from "../../core/batching.ts";
import type { Primitive } from "../../core/primitive.ts";
import { substitute } from "../../core/rewrite.ts";
import { type Abstract, type AnyTensor, placeholder } from "../../core/tensor.ts";
import { evaluateBody } from "../../reference/evaluate.ts";

type Build = (inputs: readonly AnyTensor[]) => readonly AnyTensor[];

export interface WhileBackParams {
  /**
   * Runs forward once more, stacks what the steps back need, and walks back over the stacks: for the runtime. They have
   * as many rows as there turn out to be steps, which no shape tells, so neither derivatives nor batches go through it.
   */
  readonly stacking: Build;
  /** Each step back computes its state again from the start: all shapes are known, for n² / 2 steps in place of 2n. */
  readonly repeating: Build;
  readonly outputs: readonly Abstract[];
}

const standIn = ({ shape, dtype }: AnyTensor): AnyTensor => placeholder(shape, dtype, "an operand");

/** The way back of a loop with a condition. */
export const whileBackPrimitive: Primitive<WhileBackParams> = {
  name: "whileBack",
  infer: (_, { outputs }) => outputs,
  compose: (inputs, { stacking }) => stacking(inputs),
  evaluate: (inputs, { repeating }, outputs) => {
    const parameters = inputs.map(({ shape, dtype }) => placeholder(shape, dtype, "an operand"));
    const results = evaluateBody({ parameters, captured: [], outputs: [...repeating(parameters)] }, inputs);
    return results.slice(0, outputs.length);
  },
  lower: () => {
    throw new Error("the way back of a loop is composed");
  },
  derivative: ({ inputs, params, needed }, cotangents) => {
    const own = inputs.map(standIn);
    const wrt = own.filter((_, i) => needed[i]);
    const gradients = backward(params.repeating(own), cotangents, wrt, { stop: new Set(own) });
    const present = gradients.filter((each) => each !== undefined);
    const actual = substitute(present, own, inputs);
    return own.map((each) => {
      const gradient = gradients[wrt.indexOf(each)];
      return gradient && actual[present.indexOf(gradient)];
    });
  },
  batch: (inputs, batched, { repeating }, size) => {
    const own = inputs.map((x, i) => (batched[i] ? placeholder(x.shape.slice(1), x.dtype, "an example") : standIn(x)));
    return batchGraph(repeating(own), bindBatched(own, inputs, batched), size).map((each) => asBatch(each, size));
  },
};
