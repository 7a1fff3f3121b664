import { closeOverStep } from "../../core/body.ts";
import { apply, type Primitive } from "../../core/primitive.ts";
import { type AnyTensor, placeholder } from "../../core/tensor.ts";
import { TensorError } from "../../errors/error.ts";
import { sameShape } from "../../values/shape.ts";
import { full } from "../constant.ts";
import { batchLoop } from "./batch.ts";
import { loopDerivative } from "./derivative.ts";
import { evaluateLoop } from "./evaluate.ts";
import { lowerLoop } from "./lower.ts";
import { type LoopParams, type LoopSpec, partsOf, resultsOf } from "./params.ts";

/** Traces one step and makes the loop: `[carried…, stacked…]`. */
export const repeat = (spec: LoopSpec): readonly AnyTensor[] => {
  const { count, reverse = false, rematerialize = false, condition, carried, rows, step } = spec;
  const index = placeholder([], "int32", "the index of a loop");
  const states = carried.map(({ shape, dtype }) => placeholder(shape, dtype, "the state of a loop"));
  const slices = rows.map(({ shape, dtype }) => placeholder(shape.slice(1), dtype, "a row of a loop"));
  const result = step(index, states, slices);
  result.carried.forEach((next, i) => checkState(carried[i]!, next));
  if (count === 0) return [...carried, ...result.stacked.map(({ shape, dtype }) => full([0, ...shape], 0, dtype))];
  const outputs = [...(result.condition ? [result.condition] : []), ...result.carried, ...result.stacked];
  const { body, actual } = closeOverStep([index, ...states, ...slices], outputs);
  const inputs = [...(condition ? [condition] : []), ...carried, ...rows, ...actual];
  return loopOf(inputs, { body, carried: carried.length, rows: rows.length, count, reverse, rematerialize });
};

/** A loop with a body that is closed already. */
export const loopOf = (inputs: readonly AnyTensor[], params: LoopParams): readonly AnyTensor[] =>
  apply(loopPrimitive, inputs, params);

const checkState = (before: AnyTensor, after: AnyTensor): void => {
  if (before.dtype === after.dtype && sameShape(before.shape, after.shape)) return;
  const what = before.dtype === after.dtype ? "shape" : "dtype";
  throw new TensorError(what, "The state of a loop keeps its shape and dtype from step to step.", {
    operands: [
      { name: "before", shape: before.shape, dtype: before.dtype },
      { name: "after", shape: after.shape, dtype: after.dtype },
    ],
    remedy:
      what === "dtype"
        ? `Cast it at the end of the step: x.cast("${before.dtype}").`
        : "Start from a state of the final shape.",
  });
};

export const loopPrimitive: Primitive<LoopParams> = {
  name: "loop",
  infer: (inputs, params) => {
    const { carried } = partsOf(inputs, params);
    const stacked = resultsOf(params.body.outputs, params).slice(params.carried);
    return [
      ...carried.map(({ shape, dtype }) => ({ shape, dtype })),
      ...stacked.map(({ shape, dtype }) => ({ shape: [params.count ?? 0, ...shape], dtype })),
    ];
  },
  evaluate: evaluateLoop,
  lower: lowerLoop,
  derivative: (forward, cotangents) => loopDerivative(repeat, forward, cotangents),
  batch: (inputs, batched, params, size) => batchLoop(repeat, inputs, batched, params, size),
};
