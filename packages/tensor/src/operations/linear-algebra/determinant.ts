import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { customDerivative } from "../../transformations/custom-derivative.ts";
import type { DType } from "../../values/dtype.ts";
import { ones, tensor, zeros } from "../creation.ts";
import { inverse } from "./inverse.ts";
import { lu } from "./lu.ts";
import { checkSquare, diagonalOf, onDiagonal, transposed } from "./matrix.ts";
import { inverseOf } from "./solve.ts";

/**
 * The determinant of each matrix of a stack.
 *
 * ```ts
 * determinant(tensor([[1, 2], [3, 4]]));      // −2
 * ```
 * Products of many pivots overflow soon: `logDeterminant` does not. The derivative is the matrix of cofactors, of
 * singular matrices too; the second one of singular matrices beyond 3 × 3 is that of a matrix nearby, and loses digits.
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

/** Ā = d · cofactors of A: det A · A⁻ᵀ where it has an inverse (Giles 2008, 2.2.4). */
const productOfPivots = customDerivative(
  (a: AnyTensor): AnyTensor => {
    const { upper, order } = lu(a);
    return diagonalOf(upper).prod(-1).mul(signOf(order).cast(a.dtype));
  },
  (d, _, a) => [everywhere(d).mul(cofactors(a))],
);

const cofactors = (a: AnyTensor): AnyTensor => {
  const n = a.shape.at(-1)!;
  if (n === 1) return ones(a.shape, { dtype: a.dtype });
  return n > 3 ? cofactorsByElimination(a) : n === 2 ? cofactorsOfTwo(a) : cofactorsOfThree(a);
};

const cofactorsOfTwo = (a: AnyTensor): AnyTensor =>
  a.flip([-2, -1]).mul(
    tensor([
      [1, -1],
      [-1, 1],
    ]).cast(a.dtype),
  );

/** Each row is the cross product of the two that follow it, around the corner. */
const cofactorsOfThree = (a: AnyTensor): AnyTensor => {
  const turn = (x: AnyTensor, axis: number, by: number) =>
    x.gather(
      tensor(
        [by, by + 1, by + 2].map((i) => i % 3),
        { dtype: "int32" },
      ),
      axis,
    );
  const [next, last] = [turn(a, -2, 1), turn(a, -2, 2)];
  return turn(next, -1, 1)
    .mul(turn(last, -1, 2))
    .sub(turn(next, -1, 2).mul(turn(last, -1, 1)));
};

/**
 * det A · A⁻ᵀ, of a matrix nearby where a pivot is 0: cofactors are polynomials, so that what they lose is of the size of
 * what was added, a rounding of the largest element.
 */
const cofactorsByElimination = (a: AnyTensor): AnyTensor => {
  const { lower, upper, order } = lu(a);
  const pivots = diagonalOf(upper);
  const largest = a.abs().max([-2, -1]).expandDims(-1);
  const rounding = largest
    .equal(0)
    .where(1, largest)
    .mul(a.dtype === "float64" ? 2 ** -52 : 2 ** -23);
  const regular = pivots.equal(0).where(rounding, pivots);
  const nearby = onDiagonal(a.shape.at(-1)!).where(regular.expandDims(-1), upper);
  const det = regular.prod(-1).mul(signOf(order).cast(a.dtype));
  return everywhere(det).mul(transposed(inverseOf(a, { lower, upper: nearby, order })));
};

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
