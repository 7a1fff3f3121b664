import type { AnyTensor } from "../../core/tensor.ts";
import { cumsum, oneHot, topK } from "../../operations/indexing.ts";
import { iota } from "../../primitives/iota.ts";
import { range, sizeOf } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { fromStart } from "./numbers.ts";
import { positive, rowsOf } from "./places.ts";

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
  TopK: largest,
  Trilu: triangle,
} satisfies Readonly<Record<string, Translation>>;
