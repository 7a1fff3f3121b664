import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { customDerivative } from "../../transformations/custom-derivative.ts";
import type { DType } from "../../values/dtype.ts";
import { ones, zeros } from "../creation.ts";
import { inverse } from "./inverse.ts";
import { lu } from "./lu.ts";
import { checkSquare, diagonalOf, transposed } from "./matrix.ts";

/**
 * The determinant of each matrix of a stack.
 *
 * ```ts
 * determinant(tensor([[1, 2], [3, 4]]));      // −2
 * ```
 * Products of many pivots overflow soon: `logDeterminant` does not. The derivative of a singular matrix is NaN.
 */
export const determinant = <D extends DType>(a: Tensor<D>): Tensor<D> => {
  if (checkSquare("determinant", a) === 0) return ones(a.shape.slice(0, -2), { dtype: a.dtype });
  return productOfPivots(a) as Tensor<D>;
};

/**
 * The sign of the determinant and the logarithm of its size: `[sign, log |det A|]`.
 *
 * ```ts
 * logDeterminant(tensor([[1, 2], [3, 4]]));      // [−1, 0.693]
 * ```
 * For a singular matrix [0, −∞].
 */
export const logDeterminant = <D extends DType>(a: Tensor<D>): [sign: Tensor<D>, log: Tensor<D>] => {
  const lead = a.shape.slice(0, -2);
  if (checkSquare("logDeterminant", a) === 0) return [ones(lead, { dtype: a.dtype }), zeros(lead, { dtype: a.dtype })];
  return signAndLog(a) as [Tensor<D>, Tensor<D>];
};

/** +1 or −1: the parity of the number of pairs in the wrong order. */
const signOf = (order: AnyTensor): AnyTensor => {
  const wrong = order.expandDims(-1).greater(order.expandDims(-2)).cast("int32").triu();
  return wrong.sum([-2, -1]).mod(2).mul(-2).add(1);
};

/** Ā = d · det A · A⁻ᵀ (Giles 2008, 2.2.4). */
const productOfPivots = customDerivative(
  (a: AnyTensor): AnyTensor => {
    const { upper, order } = lu(a);
    return diagonalOf(upper).prod(-1).mul(signOf(order).cast(a.dtype));
  },
  (d, det, a) => [everywhere(d.mul(det)).mul(transposed(inverse(a)))],
);

/** d log |det A| = tr(A⁻¹ dA). */
const signAndLog = customDerivative(
  (a: AnyTensor): [AnyTensor, AnyTensor] => {
    const { upper, order } = lu(a);
    const pivots = diagonalOf(upper);
    return [pivots.sign().prod(-1).mul(signOf(order).cast(a.dtype)), pivots.abs().log().sum(-1)];
  },
  ([, d], _, a) => [everywhere(d).mul(transposed(inverse(a)))],
);

/** A number for each matrix, to be multiplied with it. */
const everywhere = (x: AnyTensor): AnyTensor => x.expandDims(-1).expandDims(-1);
