import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { scatter, scatterAdd } from "../../operations/indexing.ts";
import { iota } from "../../primitives/iota.ts";
import { stridesOf } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { fromStart } from "./numbers.ts";
import { positive, rowsOf } from "./places.ts";

/** What a row becomes that updates are multiplied into, or compared with: the reduction over them, and what changes nothing. */
const reductions: Readonly<
  Record<string, { readonly neutral: number; readonly reduce: (x: AnyTensor, axis: number) => AnyTensor }>
> = {
  max: { neutral: Number.NEGATIVE_INFINITY, reduce: (x, axis) => x.max(axis) },
  min: { neutral: Number.POSITIVE_INFINITY, reduce: (x, axis) => x.min(axis) },
  mul: { neutral: 1, reduce: (x, axis) => x.prod(axis) },
};

/** So many pairs of a row and an update are looked at, at most. */
const mostPairs = 2 ** 24;

/** What becomes of rows that are written to. */
const written = (call: Call, x: AnyTensor, places: AnyTensor, updates: AnyTensor): AnyTensor => {
  const how = call.text("reduction", "none");
  if (how === "none") return scatter(x, places, updates as never);
  if (how === "add") return scatterAdd(x, places, updates as never);
  const known = Object.hasOwn(reductions, how) ? reductions[how] : undefined;
  if (!known)
    throw call.refuse(`its reduction is "${how}"; known are none, add, ${Object.keys(reductions).join(", ")}`);
  const [rows, ...rest] = x.shape as [number];
  const count = places.size;
  if (x.size * count > mostPairs)
    throw call.refuse(`its reduction is "${how}", of ${count} updates on ${x.size} numbers`);
  const meets = iota(rows)
    .reshape([rows, 1])
    .equal(places.cast("int32").reshape([1, count]) as never)
    .reshape([rows, count, ...rest.map(() => 1)]) as Tensor<"bool">;
  const each = meets.where(updates.reshape([1, count, ...rest]), known.neutral as never) as AnyTensor;
  const all = x.expandDims(1).concat(each.broadcastTo([rows, count, ...rest]), 1);
  return known.reduce(all, 1);
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

/** New rows of a cache of keys or values [N, …, T, …], for each example from a place of its own on. */
const scatterRows = (call: Call): AnyTensor => {
  const [x, updates] = [call.input(0), call.input(1)];
  const axis = positive(call.integer("axis", -2), x.rank);
  const mode = call.text("mode", "linear");
  if (mode !== "linear" && mode !== "circular") throw call.refuse(`its mode is "${mode}"; known are linear, circular`);
  const [n, length, count] = [x.shape[0]!, x.shape[axis]!, updates.shape[axis]!];
  const start = call.optional(2)?.cast("int32").reshape([n, 1]);
  const steps = iota(count).reshape([1, count]) as AnyTensor;
  const places: AnyTensor = start ? start.add(steps as never) : steps.broadcastTo([n, count]);
  const around = mode === "circular" ? places.mod(length as never) : places;
  // Examples, then places, first: a row of the cache is all that lies at one of them.
  const order = [0, axis, ...x.shape.flatMap((_, i) => (i === 0 || i === axis ? [] : [i]))];
  const rest = order.slice(2).map((i) => x.shape[i]!);
  const rows = around.add(iota(n).mul(length).reshape([n, 1]) as never).reshape([-1]);
  const flat = (each: AnyTensor) => each.transpose(order).reshape([-1, ...rest]);
  const y = scatter(flat(x), rows, flat(updates) as never).reshape([n, length, ...rest]);
  return y.transpose(x.shape.map((_, i) => order.indexOf(i)));
};

export const scattering = {
  Scatter: scatterElements,
  ScatterElements: scatterElements,
  ScatterND: scatterTuples,
  TensorScatter: scatterRows,
} satisfies Readonly<Record<string, Translation>>;
