import { finite, type OptionsOf, oneOf } from "@kaviar/base/check";
import { normalizeAxes, normalizeAxis } from "../core/axes.ts";
import { applyOne } from "../core/primitive.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { options } from "../errors/options.ts";
import { literal } from "../primitives/constant.ts";
import { stopGradientPrimitive } from "../primitives/identity.ts";
import { argmaxPrimitive, argminPrimitive } from "../primitives/order.ts";
import { type ReductionOptions, reductionTable } from "../primitives/reductions.ts";
import { logSoftmaxPrimitive, softmaxPrimitive } from "../primitives/softmax.ts";
import type { DType } from "../values/dtype.ts";
import { sizeOf } from "../values/shape.ts";
import { checkFloat } from "./check-float.ts";

type Axes = number | readonly number[];

const countAlong = (operation: string, x: AnyTensor, axis: Axes | undefined): number =>
  sizeOf(normalizeAxes(operation, axis, x).map((i) => x.shape[i]!));

const readMean = options("mean", reductionTable);

/** The average over the given axes, or over all; of nothing it is NaN. */
export const mean = <D extends DType>(x: Tensor<D>, axis?: Axes, given?: ReductionOptions): Tensor<D> => {
  const { keepDims } = readMean(given);
  checkFloat("mean", x);
  return x.sum(axis, { keepDims }).div(countAlong("mean", x, axis));
};

const varianceTable = {
  ...reductionTable,
  /** Divides by n − correction: 0 for the variance of the rows themselves, 1 for an estimate of a population's. */
  correction: finite.default(0),
};
const readVariance = options("variance", varianceTable);
const readStd = options("std", varianceTable);
type VarianceOptions = OptionsOf<typeof readVariance>;

/** The mean squared distance from the mean. */
export const variance = <D extends DType>(x: Tensor<D>, axis?: Axes, given?: VarianceOptions): Tensor<D> => {
  const { keepDims, correction } = readVariance(given);
  checkFloat("variance", x);
  const distance = x.sub(mean(x, axis, { keepDims: true }));
  return distance
    .square()
    .sum(axis, { keepDims })
    .div(Math.max(0, countAlong("variance", x, axis) - correction));
};

/** The square root of the variance; the gradient where all elements are equal is 0. */
export const std = <D extends DType>(x: Tensor<D>, axis?: Axes, given?: VarianceOptions): Tensor<D> =>
  rootOfSquares(variance(x, axis, readStd(given)));

/** The square root, with slope 0 at 0: the length of a vector has no gradient there, and 0 is in the middle of all. */
const rootOfSquares = <D extends DType>(x: Tensor<D>): Tensor<D> => {
  const none = x.equal(0);
  const [zero, one] = [literal(0, x.dtype), literal(1, x.dtype)];
  return none.where(zero, none.where(one, x).sqrt());
};

const readNorm = options("norm", { ...reductionTable, order: oneOf(1, 2, Infinity).default(2) });

/** The length of vectors: the 2-norm, or the 1-norm or ∞-norm by `order`; the gradient at a zero vector is 0. */
export const norm = <D extends DType>(x: Tensor<D>, axis?: Axes, given?: OptionsOf<typeof readNorm>): Tensor<D> => {
  const { keepDims, order } = readNorm(given);
  checkFloat("norm", x);
  if (order === 1) return x.abs().sum(axis, { keepDims });
  if (order === Infinity) return x.abs().max(axis, { keepDims });
  return rootOfSquares(x.square().sum(axis, { keepDims }));
};

const readAny = options("any", reductionTable);
const readAll = options("all", reductionTable);

/** Is any element true (not 0)? */
export const any = (x: AnyTensor, axis?: Axes, given?: ReductionOptions): Tensor<"bool"> => {
  const { keepDims } = readAny(given);
  const flags = x.cast("bool").cast("int32");
  return normalizeAxes("any", axis, x).some((i) => x.shape[i] === 0)
    ? flags.sum(axis, { keepDims }).cast("bool")
    : flags.max(axis, { keepDims }).cast("bool");
};

/** Are all elements true (not 0)? */
export const all = (x: AnyTensor, axis?: Axes, given?: ReductionOptions): Tensor<"bool"> =>
  any(x.cast("bool").logicalNot(), axis, readAll(given)).logicalNot();

/** e^{x_i} / Σ e^{x_j} along an axis; no overflow, however large the scores. */
export const softmax = <D extends DType>(x: Tensor<D>, axis = -1): Tensor<D> =>
  applyOne(softmaxPrimitive, [x], { axis: normalizeAxis("softmax", axis, x.rank, x) }) as Tensor<D>;

/** log softmax, without computing the softmax: no log 0. */
export const logSoftmax = <D extends DType>(x: Tensor<D>, axis = -1): Tensor<D> =>
  applyOne(logSoftmaxPrimitive, [x], { axis: normalizeAxis("logSoftmax", axis, x.rank, x) }) as Tensor<D>;

const readLogSumExp = options("logSumExp", reductionTable);

/** log Σ eˣ, the largest element taken out first so that nothing overflows. */
export const logSumExp = <D extends DType>(x: Tensor<D>, axis?: Axes, given?: ReductionOptions): Tensor<D> => {
  const { keepDims } = readLogSumExp(given);
  checkFloat("logSumExp", x);
  // Of nothing: log 0.
  if (countAlong("logSumExp", x, axis) === 0) return x.sum(axis, { keepDims }).log();
  const largest = applyOne(stopGradientPrimitive, [x.max(axis, { keepDims: true })], null) as Tensor<D>;
  const shift = largest.isFinite().where(largest, 0 as never) as Tensor<D>;
  const result = x.sub(shift).exp().sum(axis, { keepDims: true }).log().add(shift);
  return keepDims ? result : result.squeeze(normalizeAxes("logSumExp", axis, x));
};

const argExtreme =
  (primitive: typeof argmaxPrimitive, read = options(primitive.name, reductionTable)) =>
  (x: AnyTensor, axis?: number, given?: ReductionOptions): Tensor<"int32"> => {
    const { keepDims } = read(given);
    const [line, at] =
      axis === undefined ? [x.reshape([x.size]), 0] : [x, normalizeAxis(primitive.name, axis, x.rank, x)];
    return applyOne(primitive, [line], { axis: at, keepDims: axis !== undefined && keepDims }) as Tensor<"int32">;
  };

/** The number of the largest element along an axis, or in the flattened tensor; of equal ones the first. */
export const argmax = argExtreme(argmaxPrimitive);
/** The number of the smallest element along an axis, or in the flattened tensor; of equal ones the first. */
export const argmin = argExtreme(argminPrimitive);
