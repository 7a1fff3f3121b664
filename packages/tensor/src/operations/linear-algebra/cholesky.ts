import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { iota } from "../../primitives/iota.ts";
import { scan } from "../../transformations/control.ts";
import { customDerivative } from "../../transformations/custom-derivative.ts";
import type { DType } from "../../values/dtype.ts";
import { checkSquare, columnsOf, onDiagonal, symmetricPart, transposed } from "./matrix.ts";
import { triangularSolve } from "./triangular-solve.ts";

/**
 * The lower triangular L with L·Lᵀ = A, for symmetric positive definite A (or a stack of them).
 *
 * ```ts
 * const l = cholesky(tensor([[4, 2], [2, 3]]));      // [[2, 0], [1, √2]]
 * ```
 * It is (A + Aᵀ)/2 that is factored. A graph cannot throw over the numbers in it: where A is not positive definite, all
 * of its L is NaN.
 */
export const cholesky = <D extends DType>(a: Tensor<D>): Tensor<D> => {
  if (checkSquare("cholesky", a) === 0) return a;
  return factor(symmetricPart(a)) as Tensor<D>;
};

/** Column by column; what a column explains is taken from the rest: A ← A − l·lᵀ. */
const decompose = (a: AnyTensor): AnyTensor => {
  const rows = iota(a.shape.at(-1)!);
  const [, columns] = scan(
    (rest: AnyTensor, j: Tensor<"int32">) => {
      const column = rest.gather(j, -1);
      const pivot = column.gather(j, -1).expandDims(-1);
      const root = pivot.greater(0).where(pivot.sqrt(), NaN);
      const l = rows.less(j).where(0, column.div(root));
      return [rest.sub(l.expandDims(-1).mul(l.expandDims(-2))), l];
    },
    a,
    rows,
  );
  const l = columnsOf(columns);
  // A NaN stays in the rest of the matrix until the last pivot.
  const last = l.slice(...l.shape.slice(0, -2).map(() => null), [-1], [-1]);
  return last.isNaN().where(NaN, l);
};

/** Ā = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹, where Φ takes the lower triangle and half of the diagonal (Giles 2008, 2.3.4 in closed form; Murray 2016). */
const factor = customDerivative(decompose, (d, l) => {
  const product = transposed(l).matmul(d.tril());
  const half = onDiagonal(l.shape.at(-1)!).where(product.mul(0.5), product.tril());
  const left = triangularSolve(l, half, { transposed: true });
  return [transposed(triangularSolve(l, transposed(left), { transposed: true }))];
});
