import { flag, type OptionsOf } from "@kaviar/base/check";
import { normalizeAxis } from "../core/axes.ts";
import { apply, applyOne } from "../core/primitive.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { anyDType, options, optionsOf } from "../errors/options.ts";
import { describeOperands } from "../primitives/elementwise.ts";
import { gatherPrimitive, scatterPrimitive, takeAlongAxisPrimitive } from "../primitives/indexing.ts";
import { iota } from "../primitives/iota.ts";
import { cumsumPrimitive, topKPrimitive } from "../primitives/order.ts";
import type { DType } from "../values/dtype.ts";
import { range } from "../values/shape.ts";

/** The rows (elements of `axis`) with the given numbers: the axis is replaced by the axes of the indices. */
export const gather = <D extends DType>(x: Tensor<D>, indices: AnyTensor, axis = 0): Tensor<D> =>
  applyOne(gatherPrimitive, [x, indices], { axis: normalizeAxis("gather", axis, x.rank, x) }) as Tensor<D>;

/** Along one axis the elements with the given numbers, a number for each place of the result. */
export const takeAlongAxis = <D extends DType>(x: Tensor<D>, indices: AnyTensor, axis = -1): Tensor<D> =>
  applyOne(takeAlongAxisPrimitive, [x, indices], {
    axis: normalizeAxis("takeAlongAxis", axis, x.rank, x),
  }) as Tensor<D>;

const scatterRows =
  (mode: "add" | "set") =>
  <D extends DType>(x: Tensor<D>, indices: AnyTensor, updates: Tensor<D>, axis = 0): Tensor<D> => {
    const at = normalizeAxis(mode === "add" ? "scatterAdd" : "scatter", axis, x.rank, x);
    const order = [at, ...range(x.rank).filter((i) => i !== at)];
    const k = indices.rank;
    const updateOrder = [...range(k).map((i) => at + i), ...range(at), ...range(updates.rank).slice(at + k)];
    const rows = updates.rank === x.rank - 1 + k ? updates.transpose(updateOrder) : updates;
    const result = applyOne(scatterPrimitive, [x.transpose(order), indices, rows], { mode }) as Tensor<D>;
    return result.transpose(range(x.rank).map((i) => order.indexOf(i)));
  };

/** x with `updates` added to the rows that `gather(indices, axis)` would read. */
export const scatterAdd = scatterRows("add");
/** x with `updates` in place of the rows that `gather(indices, axis)` would read; of equal indices the last stays. */
export const scatter = scatterRows("set");

interface OneHotOptions<D extends DType> {
  /** float32 unless said. */
  readonly dtype?: D;
}

const readOneHot = optionsOf<OneHotOptions<DType>>()("oneHot", { dtype: anyDType.default("float32") });

/** A new last axis of length `depth`: 1 at the number, 0 elsewhere. A number outside of [0, depth) gives a row of zeros. */
export const oneHot = <D extends DType = "float32">(
  x: AnyTensor,
  depth: number,
  given?: OneHotOptions<D>,
): Tensor<D> => {
  const { dtype } = readOneHot(given);
  if (x.dtype !== "int32" && x.dtype !== "int64") {
    throw new TensorError("dtype", `oneHot needs int32 or int64 class numbers: got ${x.dtype}.`, {
      operands: describeOperands([x]),
      remedy: `Cast them: x.cast("int32").`,
    });
  }
  const classes = iota(depth, x.dtype as "int32");
  return (x as Tensor<"int32">)
    .expandDims(-1)
    .equal(classes)
    .cast(dtype as D);
};

const readCumsum = options("cumsum", {
  /** From the last element to the first. */
  reverse: flag.default(false),
});

/** Running totals along an axis. */
export const cumsum = <D extends DType>(x: Tensor<D>, axis = 0, given?: OptionsOf<typeof readCumsum>): Tensor<D> => {
  const { reverse } = readCumsum(given);
  return applyOne(cumsumPrimitive, [x], { axis: normalizeAxis("cumsum", axis, x.rank, x), reverse }) as Tensor<D>;
};

const readTopK = options("topK", {
  /** The largest, in falling order; otherwise the smallest, in rising order. */
  largest: flag.default(true),
});

/** The k largest along an axis in falling order, and their numbers: `[values, indices]`. NaN counts as the largest. */
export const topK = <D extends DType>(
  x: Tensor<D>,
  k: number,
  axis = -1,
  given?: OptionsOf<typeof readTopK>,
): [Tensor<D>, Tensor<"int32">] => {
  const { largest } = readTopK(given);
  const at = normalizeAxis("topK", axis, x.rank, x);
  if (!Number.isInteger(k) || k < 0 || k > x.shape[at]!) {
    throw new TensorError("index", `topK needs k in [0, ${x.shape[at]}]: got ${k}.`, {
      operands: describeOperands([x]),
    });
  }
  return apply(topKPrimitive, [x], { k, axis: at, largest }) as unknown as [Tensor<D>, Tensor<"int32">];
};

const sortTable = { descending: flag.default(false) };
const readSort = options("sort", sortTable);
const readArgsort = options("argsort", sortTable);
type SortOptions = OptionsOf<typeof readSort>;

/** In rising order along an axis; equal elements keep their order, and NaN comes after all numbers. */
export const sort = <D extends DType>(x: Tensor<D>, axis = -1, given?: SortOptions): Tensor<D> => {
  const { descending } = readSort(given);
  return topK(x, x.shape[normalizeAxis("sort", axis, x.rank, x)]!, axis, { largest: descending })[0];
};

/** The numbers that sort the tensor along an axis, as `sort` does. */
export const argsort = (x: AnyTensor, axis = -1, given?: SortOptions): Tensor<"int32"> => {
  const { descending } = readArgsort(given);
  return topK(x, x.shape[normalizeAxis("argsort", axis, x.rank, x)]!, axis, { largest: descending })[1];
};
