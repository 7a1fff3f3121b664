import { apply, type Primitive } from "../core/primitive.ts";
import type { AnyTensor } from "../core/tensor.ts";
import { generate, read } from "../values/values.ts";
import { full } from "./constant.ts";

export interface SplitParams {
  readonly axis: number;
  readonly lengths: readonly number[];
}

const startsOf = (lengths: readonly number[]): number[] =>
  lengths.map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length, 0));

/** A tensor cut along an axis: all parts from one operator. */
export const splitPrimitive: Primitive<SplitParams> = {
  name: "split",
  infer: ([x], { axis, lengths }) =>
    lengths.map((length) => ({ shape: x!.shape.map((n, i) => (i === axis ? length : n)), dtype: x!.dtype })),
  simplify: ([x], { lengths }) => (lengths.length === 1 ? x : undefined),
  evaluate: ([x], { axis, lengths }, outputs) =>
    startsOf(lengths).map((start, part) =>
      generate(outputs[part]!.shape, x!.dtype, (at) =>
        read(
          x!,
          at.map((i, k) => (k === axis ? i + start : i)),
        ),
      ),
    ),
  lower: (emit, [x], { params: { axis, lengths } }) =>
    emit.ops("Split", [x!, emit.ints(lengths)], lengths.length, { axis }),
  derivative: ({ outputs, params: { axis } }, cotangents) => {
    const parts = outputs.map((part, i) => cotangents[i] ?? full(part.shape, 0, part.dtype));
    const [first, ...rest] = parts as [AnyTensor, ...AnyTensor[]];
    return [first.concat(rest, axis)];
  },
  batch: ([x], _, { axis, lengths }) => apply(splitPrimitive, [x!], { axis: axis + 1, lengths }),
};

export const splitTensor = (x: AnyTensor, lengths: readonly number[], axis: number): readonly AnyTensor[] =>
  apply(splitPrimitive, [x], { axis, lengths });
