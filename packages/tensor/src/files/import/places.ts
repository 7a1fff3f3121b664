import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { range, type Shape, stridesOf } from "../../values/shape.ts";
import { fromStart } from "./numbers.ts";

export const positive = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** The numbers of rows of what `data` is with its first axes as one, from tuples of numbers along the last axis. */
export const rowsOf = (tuples: AnyTensor, shape: Shape): Tensor<"int32"> => {
  const depth = tuples.shape.at(-1)!;
  const strides = stridesOf(shape.slice(0, depth));
  const parts = range(depth).map((i) => {
    const along = tuples.slice(...range(tuples.rank - 1).map(() => null), i);
    return fromStart(along, shape[i]!).mul(strides[i]!);
  });
  return parts.reduce((a, b) => a.add(b)) as Tensor<"int32">;
};
