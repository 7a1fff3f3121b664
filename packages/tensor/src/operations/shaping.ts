import { normalizeAxes, normalizeAxis } from "../core/axes.ts";
import { applyOne } from "../core/primitive.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { checkHold } from "../core/whole.ts";
import { TensorError } from "../errors/error.ts";
import { full } from "../primitives/constant.ts";
import { describeOperands } from "../primitives/elementwise.ts";
import { iota } from "../primitives/iota.ts";
import {
  broadcastToPrimitive,
  concatPrimitive,
  padPrimitive,
  reshapePrimitive,
  slicePrimitive,
  transposePrimitive,
} from "../primitives/movement.ts";
import { splitTensor } from "../primitives/split.ts";
import type { DType } from "../values/dtype.ts";
import { range, type Shape, showShape } from "../values/shape.ts";
import { checkShape, fitShape, isShape } from "./creation.ts";

/** The same elements in another shape; one length may be −1. */
export const reshape = <D extends DType>(x: Tensor<D>, shape: Shape): Tensor<D> =>
  applyOne(reshapePrimitive, [x], { shape: isShape(shape) ? shape : fitShape("reshape", shape, x.size) }) as Tensor<D>;

/** Axes in another order; without one, reversed. */
export const transpose = <D extends DType>(x: Tensor<D>, axes?: readonly number[]): Tensor<D> => {
  const order = (axes ?? range(x.rank).reverse()).map((axis) => normalizeAxis("transpose", axis, x.rank, x));
  if (order.length !== x.rank || new Set(order).size !== x.rank) {
    throw new TensorError("axis", `transpose needs each of the ${x.rank} axes once: got ${showShape(axes ?? [])}.`, {
      operands: describeOperands([x]),
    });
  }
  return applyOne(transposePrimitive, [x], { order }) as Tensor<D>;
};

/** An axis of length 1 put in. */
export const expandDims = <D extends DType>(x: Tensor<D>, axis: number): Tensor<D> => {
  const at = normalizeAxis("expandDims", axis, x.rank + 1, x);
  return reshape(x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]);
};

/** Axes of length 1 taken out: those given, or all. */
export const squeeze = <D extends DType>(x: Tensor<D>, axis?: number | readonly number[]): Tensor<D> => {
  const axes = axis === undefined ? range(x.rank).filter((i) => x.shape[i] === 1) : normalizeAxes("squeeze", axis, x);
  const long = axes.find((i) => x.shape[i] !== 1);
  if (long !== undefined) {
    throw new TensorError("shape", `squeeze takes out axes of length 1: axis ${long} has length ${x.shape[long]}.`, {
      operands: describeOperands([x]),
    });
  }
  return reshape(
    x,
    x.shape.filter((_, i) => !axes.includes(i)),
  );
};

/** Repeats axes of length 1 (and new leading ones) up to the given shape. */
export const broadcastTo = <D extends DType>(x: Tensor<D>, shape: Shape): Tensor<D> =>
  applyOne(broadcastToPrimitive, [x], { shape: [...checkShape("broadcastTo", shape)] }) as Tensor<D>;

const checkTensors = (operation: string, tensors: readonly AnyTensor[]): void => {
  if (tensors.length === 0) throw new TensorError("data", `${operation} needs at least one tensor: got none.`);
};

/** Joined along an axis that is there already. */
export const concat = <D extends DType>(tensors: readonly Tensor<D>[], axis = 0): Tensor<D> => {
  checkTensors("concat", tensors);
  return applyOne(concatPrimitive, tensors, {
    axis: normalizeAxis("concat", axis, tensors[0]!.rank, tensors[0]),
  }) as Tensor<D>;
};

/** `concat` as a method: the tensor, then the others. */
export const concatWith = <D extends DType>(
  x: Tensor<D>,
  others: Tensor<D> | readonly Tensor<D>[],
  axis = 0,
): Tensor<D> => concat([x, ...(Array.isArray(others) ? others : [others as Tensor<D>])], axis);

/** Joined along a new axis. */
export const stack = <D extends DType>(tensors: readonly Tensor<D>[], axis = 0): Tensor<D> => {
  checkTensors("stack", tensors);
  const at = normalizeAxis("stack", axis, tensors[0]!.rank + 1);
  return concat(
    tensors.map((x) => expandDims(x, at)),
    at,
  );
};

/** Cut along an axis: into equal parts, or into parts of the given lengths. */
export const splitAlong = <D extends DType>(x: Tensor<D>, parts: number | readonly number[], axis = 0): Tensor<D>[] => {
  const at = normalizeAxis("split", axis, x.rank, x);
  const length = x.shape[at]!;
  const lengths = typeof parts === "number" ? new Array<number>(parts).fill(length / parts) : parts;
  if (lengths.some((n) => !Number.isInteger(n) || n < 0) || lengths.reduce((a, b) => a + b, 0) !== length) {
    const asked = typeof parts === "number" ? `${parts} equal parts` : `parts of ${showShape(parts)}`;
    throw new TensorError("shape", `split must use up the axis: ${asked} of an axis of length ${length}.`, {
      operands: describeOperands([x]),
    });
  }
  return splitTensor(x, lengths, at) as Tensor<D>[];
};

/** One axis of a slice: `[start, stop, step]` (all optional, negative from the end), `null` for all, a number to pick one. */
export type SliceEntry = readonly [start?: number | null, stop?: number | null, step?: number] | number | null;

/**
 * Part of a tensor, an entry an axis; what is left out is taken whole.
 *
 * ```ts
 * x.slice([1, 3], null, -1)      // NumPy: x[1:3, :, -1]
 * x.slice([null, null, -1])      // backwards
 * ```
 */
export const slice = <D extends DType>(x: Tensor<D>, ...entries: readonly SliceEntry[]): Tensor<D> => {
  if (entries.length > x.rank) {
    throw new TensorError("rank", `slice takes at most an entry an axis: got ${entries.length} for ${x.rank} axes.`, {
      operands: describeOperands([x]),
    });
  }
  const cuts = x.shape.map((length, axis) => cutOf(x, axis, length, entries[axis] ?? null));
  const cut = applyOne(slicePrimitive, [x], {
    starts: cuts.map(({ start }) => start),
    lengths: cuts.map(({ length }) => length),
    steps: cuts.map(({ step }) => step),
  }) as Tensor<D>;
  const kept = cut.shape.filter((_, axis) => typeof entries[axis] !== "number");
  return reshape(cut, kept);
};

const cutOf = (x: AnyTensor, axis: number, length: number, entry: SliceEntry) => {
  if (entry === null) return { start: 0, length, step: 1 };
  if (typeof entry === "number") {
    const at = entry < 0 ? entry + length : entry;
    if (Number.isInteger(entry) && at >= 0 && at < length) return { start: at, length: 1, step: 1 };
    throw new TensorError("index", `slice needs an index in [${-length}, ${length}) on axis ${axis}: got ${entry}.`, {
      operands: describeOperands([x]),
    });
  }
  const [from, to, step = 1] = entry;
  if (!Number.isInteger(step) || step === 0) {
    throw new TensorError("index", `slice needs a step that is an integer other than 0: got ${step} on axis ${axis}.`, {
      operands: describeOperands([x]),
    });
  }
  // As in Python: negative counts from the end, then everything is cut to the axis.
  const clamp = (i: number) =>
    Math.min(Math.max(i < 0 ? i + length : i, step > 0 ? 0 : -1), step > 0 ? length : length - 1);
  const start = from === null || from === undefined ? (step > 0 ? 0 : length - 1) : clamp(from);
  const stop = to === null || to === undefined ? (step > 0 ? length : -1) : clamp(to);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return { start: count === 0 ? 0 : start, length: count, step: count === 0 ? 1 : step };
};

/** Backwards along the given axes, or along all. */
export const flip = <D extends DType>(x: Tensor<D>, axis?: number | readonly number[]): Tensor<D> => {
  const axes = normalizeAxes("flip", axis, x);
  return slice(x, ...x.shape.map((_, i) => (axes.includes(i) ? ([null, null, -1] as const) : null)));
};

/** `[before, after]` for each axis, or one pair for all. */
export type PadWidths = number | readonly [number, number] | readonly (readonly [number, number])[];

/** A border of `value` (0) around a tensor. */
export const pad = <D extends DType>(x: Tensor<D>, widths: PadWidths, value = 0): Tensor<D> => {
  const pairs = pairsOf(widths, x);
  checkHold(x.dtype, value);
  const low = pairs.map(([before]) => before);
  const high = pairs.map(([, after]) => after);
  if (value === 0) return applyOne(padPrimitive, [x], { low, high }) as Tensor<D>;
  const inside = applyOne(padPrimitive, [full(x.shape, 1, x.dtype)], { low, high });
  return inside.cast("bool").where(applyOne(padPrimitive, [x], { low, high }), full([], value, x.dtype)) as Tensor<D>;
};

const pairsOf = (widths: PadWidths, x: AnyTensor): readonly (readonly [number, number])[] => {
  const isPair = (each: unknown): each is readonly [number, number] =>
    Array.isArray(each) && each.length === 2 && each.every((n) => typeof n === "number");
  const pairs =
    typeof widths === "number"
      ? x.shape.map(() => [widths, widths] as const)
      : isPair(widths)
        ? x.shape.map(() => widths)
        : widths;
  const valid =
    pairs.length === x.rank && pairs.every((pair) => isPair(pair) && pair.every((n) => Number.isInteger(n) && n >= 0));
  if (valid) return pairs;
  throw new TensorError(
    "shape",
    `pad needs a pair of widths [before, after] ≥ 0 for each of the ${x.rank} axes: got ${JSON.stringify(widths)}.`,
    {
      operands: describeOperands([x]),
      remedy: "To cut instead use slice.",
    },
  );
};

/** The tensor repeated, so many times along each axis. */
export const tile = <D extends DType>(x: Tensor<D>, repeats: number | readonly number[]): Tensor<D> => {
  const list = typeof repeats === "number" ? [repeats] : repeats;
  const rank = Math.max(x.rank, list.length);
  const counts = [...new Array<number>(rank - list.length).fill(1), ...list];
  const lengths = [...new Array<number>(rank - x.rank).fill(1), ...x.shape];
  const cells = reshape(
    x,
    lengths.flatMap((length) => [1, length]),
  );
  const repeated = broadcastTo(
    cells,
    lengths.flatMap((length, i) => [counts[i]!, length]),
  );
  return reshape(
    repeated,
    lengths.map((length, i) => length * counts[i]!),
  );
};

const belowDiagonal = (operation: string, x: AnyTensor, offset: number) => {
  if (x.rank < 2)
    throw new TensorError("rank", `${operation} needs a matrix, or a stack of them: got ${showShape(x.shape)}.`, {
      operands: describeOperands([x]),
    });
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  return iota(rows).reshape([rows, 1]).add(offset).sub(iota(columns));
};

/** On and below the diagonal (moved up by `offset`); zeros above. */
export const tril = <D extends DType>(x: Tensor<D>, offset = 0): Tensor<D> =>
  belowDiagonal("tril", x, offset)
    .greaterEqual(0)
    .where(x, full([], 0, x.dtype)) as Tensor<D>;

/** On and above the diagonal (moved up by `offset`); zeros below. */
export const triu = <D extends DType>(x: Tensor<D>, offset = 0): Tensor<D> =>
  belowDiagonal("triu", x, offset)
    .lessEqual(0)
    .where(x, full([], 0, x.dtype)) as Tensor<D>;
