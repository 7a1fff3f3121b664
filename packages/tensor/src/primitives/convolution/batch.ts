import { applyOne, type Primitive } from "../../core/primitive.ts";
import { type Abstract, type AnyTensor, placeholder } from "../../core/tensor.ts";
import { full } from "../constant.ts";
import type { ConvParams } from "./params.ts";

export type Role = "x" | "w" | "y";

/** The axis that takes the examples in, and how many parts of it stay outside of them. */
type Fold = readonly [axis: number, outer: number];

/**
 * Where the examples go, by the one tensor of the three that all of them share. Images and results share the images,
 * weights and results the outputs, images and weights the channels; where nothing is shared, examples are groups.
 */
const folds: Record<Role | "none", (groups: number) => Partial<Record<Role, Fold>>> = {
  w: () => ({ x: [0, 1], y: [0, 1] }),
  x: (groups) => ({ w: [0, groups], y: [1, groups] }),
  y: (groups) => ({ x: [1, groups], w: [1, 1] }),
  none: () => ({ x: [1, 1], w: [0, 1], y: [1, 1] }),
};

/** One convolution for a stack of examples; `roles` are those of the inputs, then that of the result. */
export const batchConv = <P extends ConvParams>(
  primitive: Primitive<P>,
  roles: readonly [Role, Role, Role],
  inputs: readonly AnyTensor[],
  batched: readonly boolean[],
  params: P,
  size: number,
): AnyTensor => {
  if (size === 0) return noExamples(primitive, inputs, batched, params);
  const shared = roles.find((_, i) => batched[i] === false) ?? "none";
  const fold = folds[shared](params.groups);
  const folded = inputs.map((tensor, i) => (batched[i] ? foldExamples(tensor, fold[roles[i]!]!) : tensor));
  const groups = shared === "none" ? params.groups * size : params.groups;
  return unfoldExamples(applyOne(primitive, folded, { ...params, groups }), fold[roles[2]]!, size);
};

const noExamples = <P>(
  primitive: Primitive<P>,
  inputs: readonly AnyTensor[],
  batched: readonly boolean[],
  params: P,
): AnyTensor => {
  const one = inputs.map((x, i) => (batched[i] ? placeholder(x.shape.slice(1), x.dtype, "an example") : x));
  const [{ shape, dtype }] = primitive.infer(one, params) as [Abstract];
  return full([0, ...shape], 0, dtype);
};

const foldExamples = (x: AnyTensor, [axis, outer]: Fold): AnyTensor => {
  const [size, ...one] = x.shape as [number, ...number[]];
  const before = one.slice(0, axis);
  const after = one.slice(axis + 1);
  const parts = x.reshape([size, ...before, outer, one[axis]! / outer, ...after]);
  // The examples from the front to behind the outer parts
  const order = parts.shape.map((_, i) => (i <= axis ? i + 1 : i === axis + 1 ? 0 : i));
  return parts.transpose(order).reshape([...before, size * one[axis]!, ...after]);
};

const unfoldExamples = (x: AnyTensor, [axis, outer]: Fold, size: number): AnyTensor => {
  const before = x.shape.slice(0, axis);
  const after = x.shape.slice(axis + 1);
  const length = x.shape[axis]! / size;
  const parts = x.reshape([...before, outer, size, length / outer, ...after]);
  const order = parts.shape.map((_, i) => (i === 0 ? axis + 1 : i <= axis + 1 ? i - 1 : i));
  return parts.transpose(order).reshape([size, ...before, length, ...after]);
};
