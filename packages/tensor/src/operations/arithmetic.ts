import { applyOne } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import type { Operand } from "../primitives/arithmetic.ts";
import { asOperand, describeOperands } from "../primitives/elementwise.ts";
import { clipPrimitive } from "../primitives/functions.ts";
import { matmulPrimitive } from "../primitives/matmul.ts";
import type { DType } from "../values/dtype.ts";

/** x · x */
export const square = <D extends DType>(x: Tensor<D>): Tensor<D> => x.mul(x);

/** 1 / √x */
export const rsqrt = <D extends DType>(x: Tensor<D>): Tensor<D> => x.sqrt().reciprocal();

/** x, not below `low` and not above `high`; the derivative passes at the bounds */
export const clip = <D extends DType>(x: Tensor<D>, low: Operand<D>, high: Operand<D>): Tensor<D> =>
  applyOne(clipPrimitive, [x, asOperand(low, x.dtype), asOperand(high, x.dtype)], null) as Tensor<D>;

/** The matrix product over the last axis of x and the second-to-last of y; vectors as in NumPy. */
export const matmul = <D extends DType>(x: Tensor<D>, y: Tensor<D>): Tensor<D> => {
  if (x.rank === 0 || y.rank === 0) {
    throw new TensorError("rank", "matmul needs at least a vector on each side: got a scalar.", {
      operands: describeOperands([x, y]),
      remedy: "Multiply by a scalar with mul.",
    });
  }
  const left = x.rank === 1 ? x.expandDims(0) : x;
  const right = y.rank === 1 ? y.expandDims(1) : y;
  const product = applyOne(matmulPrimitive, [left, right], null) as Tensor<D>;
  const extra = [...(x.rank === 1 ? [product.rank - 2] : []), ...(y.rank === 1 ? [product.rank - 1] : [])];
  return extra.length > 0 ? product.squeeze(extra) : product;
};
