import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { cumsum, oneHot, scatter, scatterAdd, topK } from "../../operations/indexing.ts";
import { iota } from "../../primitives/iota.ts";
import { range, type Shape, sizeOf } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { fromStart } from "./numbers.ts";

const positive = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** How far apart neighbours along each axis lie. */
const stridesOf = (shape: Shape): readonly number[] => shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));

/** Running totals; without their own element, they are those of one place before. */
const totals = (call: Call): AnyTensor => {
  const x = call.input(0);
  const axis = positive(call.needed(1)[0]!, x.rank);
  const reverse = call.integer("reverse", 0) === 1;
  const sums = cumsum(x, axis, { reverse });
  if (call.integer("exclusive", 0) === 0) return sums;
  const length = x.shape[axis]!;
  const [low, high] = reverse ? [0, 1] : [1, 0];
  const padded = sums.pad(x.shape.map((_, i) => (i === axis ? [low, high] : [0, 0])));
  return padded.slice(...x.shape.map((_, i) => (i === axis ? ([high, high + length] as const) : null)));
};

/** The numbers of rows of what `data` is with its first axes as one, from tuples of numbers along the last axis. */
const rowsOf = (tuples: AnyTensor, shape: Shape): Tensor<"int32"> => {
  const depth = tuples.shape.at(-1)!;
  const strides = stridesOf(shape.slice(0, depth));
  const parts = range(depth).map((i) => {
    const along = tuples.slice(...range(tuples.rank - 1).map(() => null), i);
    return fromStart(along, shape[i]!).mul(strides[i]!);
  });
  return parts.reduce((a, b) => a.add(b)) as Tensor<"int32">;
};

const gatherTuples = (call: Call): AnyTensor => {
  const [x, tuples] = [call.input(0), call.input(1)];
  const batch = call.integer("batch_dims", 0);
  const depth = tuples.shape.at(-1)!;
  const [lead, inner] = [x.shape.slice(0, batch), x.shape.slice(batch)];
  const rest = inner.slice(depth);
  const numbers = rowsOf(tuples, inner);
  const [count, rows] = [sizeOf(lead), sizeOf(inner.slice(0, depth))];
  // The rows of each batch begin after those of the batches before it.
  const offsets = iota(count)
    .mul(rows)
    .reshape([...lead, ...numbers.shape.slice(batch).map(() => 1)]);
  const all = batch === 0 ? numbers : numbers.add(offsets as never);
  return x.reshape([count * rows, ...rest]).gather(all);
};

/** What becomes of elements at places that are written to. */
const written = (call: Call, x: AnyTensor, places: AnyTensor, updates: AnyTensor): AnyTensor => {
  const how = call.text("reduction", "none");
  if (how === "none") return scatter(x, places, updates as never);
  if (how === "add") return scatterAdd(x, places, updates as never);
  throw call.refuse(`its reduction is "${how}", and "none" and "add" are known`);
};

const scatterTuples = (call: Call): AnyTensor => {
  const [x, tuples, updates] = [call.input(0), call.input(1), call.input(2)];
  const depth = tuples.shape.at(-1)!;
  const rest = x.shape.slice(depth);
  const numbers = rowsOf(tuples, x.shape);
  const rows = x.reshape([-1, ...rest]);
  return written(call, rows, numbers.reshape([-1]), updates.reshape([numbers.size, ...rest])).reshape(x.shape);
};

const scatterElements = (call: Call): AnyTensor => {
  const [x, indices, updates] = [call.input(0), call.input(1), call.input(2)];
  const axis = positive(call.integer("axis", 0), x.rank);
  const strides = stridesOf(x.shape);
  const places = indices.shape.map((length, i) =>
    i === axis
      ? fromStart(indices, x.shape[axis]!).mul(strides[i]!)
      : iota(length)
          .mul(strides[i]!)
          .reshape(indices.shape.map((_, k) => (k === i ? length : 1))),
  ) as AnyTensor[];
  const flat = places.reduce((a, b) => a.add(b)).reshape([-1]);
  return written(call, x.reshape([-1]), flat, updates.reshape([-1])).reshape(x.shape);
};

const largest = (call: Call): readonly AnyTensor[] => {
  const x = call.input(0);
  call.ignore("sorted");
  const k = call.opset < 10 ? call.integer("k", 1) : call.needed(1)[0]!;
  const [values, places] = topK(x, k, call.integer("axis", -1), { largest: call.integer("largest", 1) === 1 });
  return [values, places.cast("int64")];
};

const classes = (call: Call): AnyTensor => {
  const numbers = call.input(0);
  const depth = call.needed(1)[0]!;
  const values = call.input(2);
  const axis = positive(call.integer("axis", -1), numbers.rank + 1);
  const rows = oneHot(fromStart(numbers, depth), depth, { dtype: "bool" });
  const chosen = rows.where(values.slice(1), values.slice(0));
  const order = range(numbers.rank);
  return chosen.transpose([...order.slice(0, axis), numbers.rank, ...order.slice(axis)]);
};

/** 1 on one side of a diagonal, as a factor: where to cut is known before. */
const triangle = (call: Call): AnyTensor => {
  const x = call.input(0);
  const upper = call.integer("upper", 1) === 1;
  const offset = call.optional(1) ? call.needed(1)[0]! : 0;
  return upper ? x.triu(offset) : x.tril(offset);
};

export const indexing = {
  CumSum: totals,
  Gather: (call) => call.input(0).gather(call.input(1), call.integer("axis", 0)),
  GatherElements: (call) => call.input(0).takeAlongAxis(call.input(1), call.integer("axis", 0)),
  GatherND: gatherTuples,
  OneHot: classes,
  ScatterElements: scatterElements,
  ScatterND: scatterTuples,
  TopK: largest,
  Trilu: triangle,
} satisfies Readonly<Record<string, Translation>>;
