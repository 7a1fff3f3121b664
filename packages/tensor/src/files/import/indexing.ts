import type { AnyTensor } from "../../core/tensor.ts";
import { cumsum, oneHot, topK } from "../../operations/indexing.ts";
import { iota } from "../../primitives/iota.ts";
import { range, sizeOf } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { fromStart, numbers } from "./numbers.ts";
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

/** Running products, as products of all that is not behind a place: a product of slopes would not do where one is 0. */
const products = (call: Call): AnyTensor => {
  const x = call.input(0);
  const axis = positive(call.needed(1)[0]!, x.rank);
  const length = x.shape[axis]!;
  const [reverse, exclusive] = [call.flag("reverse", false), call.flag("exclusive", false)];
  const place = iota(length).reshape([length, 1]);
  const ahead = reverse ? iota(length).sub(place) : place.sub(iota(length));
  const counted = exclusive ? ahead.greater(0) : ahead.greaterEqual(0);
  const order = [...range(x.rank).filter((i) => i !== axis), axis];
  const lines = x.transpose(order).expandDims(-2);
  const all = counted.where(lines, 1 as never).prod(-1) as AnyTensor;
  return all.transpose(range(x.rank).map((i) => order.indexOf(i)));
};

/** The rows, or the elements, of which a list says that they are kept. */
const compressed = (call: Call): AnyTensor => {
  const axis = call.attribute("axis") as number | undefined;
  const x = axis === undefined ? call.input(0).reshape([-1]) : call.input(0);
  const kept = call.needed(1).flatMap((each, i) => (each === 0 ? [] : [i]));
  return x.gather(numbers(kept), axis ?? 0);
};

/** The first steps of each sequence backwards, as many as it has. */
const reversed = (call: Call): AnyTensor => {
  const x = call.input(0);
  const [batch, time] = [
    positive(call.integer("batch_axis", 1), x.rank),
    positive(call.integer("time_axis", 0), x.rank),
  ];
  const along = (axis: number) => range(x.rank).map((i) => (i === axis ? x.shape[axis]! : 1));
  const lengths = call.input(1).cast("int32").reshape(along(batch));
  const step = iota(x.shape[time]!).reshape(along(time)) as AnyTensor;
  const from = step
    .less(lengths as never)
    .where(lengths.sub(1).sub(step as never) as never, step as never) as AnyTensor;
  return x.takeAlongAxis(from.broadcastTo(x.shape), time);
};

const gatherTuples = (call: Call): AnyTensor => {
  const [x, tuples] = [call.input(0), call.input(1)];
  const batch = call.integer("batch_dims", 0);
  const depth = tuples.shape.at(-1)!;
  const [lead, inner] = [x.shape.slice(0, batch), x.shape.slice(batch)];
  const rest = inner.slice(depth);
  const rowNumbers = rowsOf(tuples, inner);
  const [count, rows] = [sizeOf(lead), sizeOf(inner.slice(0, depth))];
  // The rows of each batch begin after those of the batches before it.
  const offsets = iota(count)
    .mul(rows)
    .reshape([...lead, ...rowNumbers.shape.slice(batch).map(() => 1)]);
  const all = batch === 0 ? rowNumbers : rowNumbers.add(offsets as never);
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
  const given = call.input(0);
  const depth = call.needed(1)[0]!;
  const values = call.input(2);
  const axis = positive(call.integer("axis", -1), given.rank + 1);
  const rows = oneHot(fromStart(given, depth), depth, { dtype: "bool" });
  const chosen = rows.where(values.slice(1), values.slice(0));
  const order = range(given.rank);
  return chosen.transpose([...order.slice(0, axis), given.rank, ...order.slice(axis)]);
};

/** 1 on one side of a diagonal, as a factor: where to cut is known before. */
const triangle = (call: Call): AnyTensor => {
  const x = call.input(0);
  const upper = call.integer("upper", 1) === 1;
  const offset = call.optional(1) ? call.needed(1)[0]! : 0;
  return upper ? x.triu(offset) : x.tril(offset);
};

export const indexing = {
  Compress: compressed,
  CumProd: products,
  CumSum: totals,
  Gather: (call) => call.input(0).gather(call.input(1), call.integer("axis", 0)),
  GatherElements: (call) => {
    const [x, places] = [call.input(0), call.input(1)];
    const axis = positive(call.integer("axis", 0), x.rank);
    // Along the other axes the first elements, as many as there are places.
    const cut = x.slice(...x.shape.map((_, i) => (i === axis ? null : ([0, places.shape[i]!] as const))));
    return cut.takeAlongAxis(places, axis);
  },
  GatherND: gatherTuples,
  OneHot: classes,
  ReverseSequence: reversed,
  TopK: largest,
  Trilu: triangle,
} satisfies Readonly<Record<string, Translation>>;
