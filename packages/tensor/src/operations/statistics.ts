import { normalizeAxes, normalizeAxis } from "../core/axes.ts";
import { applyOne } from "../core/primitive.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { literal } from "../primitives/constant.ts";
import { stopGradientPrimitive } from "../primitives/identity.ts";
import { argmaxPrimitive, argminPrimitive } from "../primitives/order.ts";
import type { ReductionOptions } from "../primitives/reductions.ts";
import { logSoftmaxPrimitive, softmaxPrimitive } from "../primitives/softmax.ts";
import type { DType } from "../values/dtype.ts";
import { sizeOf } from "../values/shape.ts";
import { checkFloat } from "./check-float.ts";

type Axes = number | readonly number[];

const countOf = (operation: string, x: AnyTensor, axis: Axes | undefined): number =>
  sizeOf(normalizeAxes(operation, axis, x).map((i) => x.shape[i]!));

/** The average over the given axes, or over all; of nothing it is NaN. */
export const mean = <D extends DType>(x: Tensor<D>, axis?: Axes, options?: ReductionOptions): Tensor<D> => {
  checkFloat("mean", x);
  return x.sum(axis, options).div(countOf("mean", x, axis));
};

interface VarianceOptions extends ReductionOptions {
  /** Divides by n − correction: 0 for the variance of the rows themselves, 1 for an estimate of a population's. */
  readonly correction?: number;
}

/** The mean squared distance from the mean. */
export const variance = <D extends DType>(
  x: Tensor<D>,
  axis?: Axes,
  { keepDims = false, correction = 0 }: VarianceOptions = {},
): Tensor<D> => {
  checkFloat("variance", x);
  const distance = x.sub(mean(x, axis, { keepDims: true }));
  return distance
    .square()
    .sum(axis, { keepDims })
    .div(Math.max(0, countOf("variance", x, axis) - correction));
};

/** The square root of the variance; the gradient where all elements are equal is 0. */
export const std = <D extends DType>(x: Tensor<D>, axis?: Axes, options?: VarianceOptions): Tensor<D> =>
  rootOfSquares(variance(x, axis, options));

/** The square root, with slope 0 at 0: the length of a vector has no gradient there, and 0 is in the middle of all. */
const rootOfSquares = <D extends DType>(x: Tensor<D>): Tensor<D> => {
  const none = x.equal(0);
  const [zero, one] = [literal(0, x.dtype), literal(1, x.dtype)];
  return none.where(zero, none.where(one, x).sqrt());
};

/** The length of vectors: the 2-norm, or the 1-norm or ∞-norm by `order`; the gradient at a zero vector is 0. */
export const norm = <D extends DType>(
  x: Tensor<D>,
  axis?: Axes,
  { keepDims = false, order = 2 }: ReductionOptions & { readonly order?: 1 | 2 | typeof Infinity } = {},
): Tensor<D> => {
  checkFloat("norm", x);
  if (order === 1) return x.abs().sum(axis, { keepDims });
  if (order === 2) return rootOfSquares(x.square().sum(axis, { keepDims }));
  if (order === Infinity) return x.abs().max(axis, { keepDims });
  throw new TensorError("data", `norm knows the orders 1, 2 and Infinity: got ${order}.`);
};

/** Is any element true (not 0)? */
export const any = (x: AnyTensor, axis?: Axes, options?: ReductionOptions): Tensor<"bool"> => {
  const flags = x.cast("bool").cast("int32");
  return normalizeAxes("any", axis, x).some((i) => x.shape[i] === 0)
    ? flags.sum(axis, options).cast("bool")
    : flags.max(axis, options).cast("bool");
};

/** Are all elements true (not 0)? */
export const all = (x: AnyTensor, axis?: Axes, options?: ReductionOptions): Tensor<"bool"> =>
  any(x.cast("bool").logicalNot(), axis, options).logicalNot();

/** e^{x_i} / Σ e^{x_j} along an axis; no overflow, however large the scores. */
export const softmax = <D extends DType>(x: Tensor<D>, axis = -1): Tensor<D> =>
  applyOne(softmaxPrimitive, [x], { axis: normalizeAxis("softmax", axis, x.rank, x) }) as Tensor<D>;

/** log softmax, without computing the softmax: no log 0. */
export const logSoftmax = <D extends DType>(x: Tensor<D>, axis = -1): Tensor<D> =>
  applyOne(logSoftmaxPrimitive, [x], { axis: normalizeAxis("logSoftmax", axis, x.rank, x) }) as Tensor<D>;

/** log Σ eˣ, the largest element taken out first so that nothing overflows. */
export const logSumExp = <D extends DType>(
  x: Tensor<D>,
  axis?: Axes,
  { keepDims = false }: ReductionOptions = {},
): Tensor<D> => {
  checkFloat("logSumExp", x);
  const largest = applyOne(stopGradientPrimitive, [x.max(axis, { keepDims: true })], null) as Tensor<D>;
  const shift = largest.isFinite().where(largest, 0 as never) as Tensor<D>;
  const result = x.sub(shift).exp().sum(axis, { keepDims: true }).log().add(shift);
  return keepDims ? result : result.squeeze(normalizeAxes("logSumExp", axis, x));
};

interface ArgOptions {
  readonly keepDims?: boolean;
}

const argExtreme =
  (primitive: typeof argmaxPrimitive) =>
  (x: AnyTensor, axis?: number, { keepDims = false }: ArgOptions = {}): Tensor<"int32"> => {
    const [line, at] =
      axis === undefined ? [x.reshape([x.size]), 0] : [x, normalizeAxis(primitive.name, axis, x.rank, x)];
    return applyOne(primitive, [line], { axis: at, keepDims: axis !== undefined && keepDims }) as Tensor<"int32">;
  };

/** The number of the largest element along an axis, or in the flattened tensor; of equal ones the first. */
export const argmax = argExtreme(argmaxPrimitive);
/** The number of the smallest element along an axis, or in the flattened tensor; of equal ones the first. */
export const argmin = argExtreme(argminPrimitive);
