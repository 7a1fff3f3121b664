import { TensorError } from "../errors/error.ts";
import { showShape } from "../values/shape.ts";
import type { AnyTensor } from "./tensor.ts";
import { sourceOf } from "./tensor.ts";

/** An axis counted from the end when negative, checked against the rank. */
export const normalizeAxis = (operation: string, axis: number, rank: number, x?: AnyTensor): number => {
  const normal = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(axis) && normal >= 0 && normal < rank) return normal;
  throw new TensorError("axis", `${operation} needs an axis in [${-rank}, ${rank}): got ${axis}.`, {
    operands: x ? [{ name: "input", shape: x.shape, dtype: x.dtype, source: sourceOf(x) }] : [],
    remedy: rank === 0 ? "A scalar has no axis." : "The last axis is −1.",
  });
};

/** One axis, several, or all of them (undefined); sorted, each once. */
export const normalizeAxes = (
  operation: string,
  axes: number | readonly number[] | undefined,
  x: AnyTensor,
): number[] => {
  if (axes === undefined) return x.shape.map((_, axis) => axis);
  const list = (typeof axes === "number" ? [axes] : axes).map((axis) => normalizeAxis(operation, axis, x.rank, x));
  if (new Set(list).size !== list.length) {
    throw new TensorError("axis", `${operation} needs each axis once: got ${showShape(list)}.`);
  }
  return list.sort((a, b) => a - b);
};
