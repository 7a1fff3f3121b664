import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { sumTo } from "../../primitives/elementwise.ts";
import { customDerivative } from "../../transformations/custom-derivative.ts";
import type { DType } from "../../values/dtype.ts";
import { eye } from "../creation.ts";
import { any } from "../statistics.ts";
import { type Factors, lu } from "./lu.ts";
import { asColumns, checkSquare, diagonalOf, transposed } from "./matrix.ts";
import { triangularSolve } from "./triangular-solve.ts";

/**
 * The x with A·x = b, by Gaussian elimination with partial pivoting. b is a vector [n], or matrices [..., n, k] of k
 * right sides each; stacks broadcast.
 *
 * ```ts
 * solve(tensor([[2, 1], [1, 3]]), tensor([5, 10]));      // [1, 3]
 * ```
 * A graph cannot throw over the numbers in it: where A is singular (a pivot is exactly 0), all of x is NaN. A matrix
 * that is singular but for rounding gives large numbers, as everywhere.
 */
export const solve = <D extends DType>(a: Tensor<D>, b: Tensor<D>): Tensor<D> => {
  const n = checkSquare("solve", a);
  const { columns, undo } = asColumns("solve", a, b);
  return n === 0 || columns.size === 0 ? undo(columns) : undo(withFactors.straight(a, columns, lu(a)) as Tensor<D>);
};

/** The inverse of a matrix that has been factorized, with the derivative of `a`'s. */
export const inverseOf = (a: AnyTensor, factors: Factors): AnyTensor => {
  const n = a.shape.at(-1)!;
  return withFactors.straight(a, eye(n, n, { dtype: a.dtype }).broadcastTo(a.shape), factors);
};

type Solver = (a: AnyTensor, b: AnyTensor, factors: Factors) => AnyTensor;

/**
 * B̄ = A⁻ᵀ X̄, Ā = −B̄ Xᵀ (Giles 2008, 2.3.1); for the transposed system Ā = −X B̄ᵀ. The factors serve every order of
 * derivative: they are taken as given, what depends on A is in the rule.
 */
const withFactors: Record<"straight" | "transposed", Solver> = {
  straight: customDerivative(
    (_: AnyTensor, b: AnyTensor, { lower, upper, order }: Factors) => {
      const permuted = b.takeAlongAxis(rowIndices(order, b), -2);
      const y = triangularSolve(lower, permuted, { unitDiagonal: true });
      return unlessSingular(upper, triangularSolve(upper, y, { upper: true }));
    },
    (d, x, a, _, factors) => {
      const right = withFactors.transposed(a, d, factors);
      return [sumTo(right.matmul(transposed(x)).neg(), a.shape), right, undefined];
    },
  ),
  transposed: customDerivative(
    (_: AnyTensor, b: AnyTensor, { lower, upper, order }: Factors) => {
      const y = triangularSolve(upper, b, { upper: true, transposed: true });
      const x = triangularSolve(lower, y, { unitDiagonal: true, transposed: true });
      return unlessSingular(upper, x.takeAlongAxis(rowIndices(order.argsort(-1), b), -2));
    },
    (d, x, a, _, factors) => {
      const right = withFactors.straight(a, d, factors);
      return [sumTo(x.matmul(transposed(right)).neg(), a.shape), right, undefined];
    },
  ),
};

const rowIndices = (order: AnyTensor, b: AnyTensor): AnyTensor => order.expandDims(-1).broadcastTo(b.shape);

const unlessSingular = (upper: AnyTensor, x: AnyTensor): AnyTensor =>
  any(diagonalOf(upper).equal(0), -1, { keepDims: true }).expandDims(-1).where(NaN, x);
