import { flag, type OptionsOf } from "@kaviar/base/check";
import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { options } from "../../errors/options.ts";
import { sumTo } from "../../primitives/elementwise.ts";
import { iota } from "../../primitives/iota.ts";
import { loop } from "../../transformations/control.ts";
import { customDerivative } from "../../transformations/custom-derivative.ts";
import type { DType } from "../../values/dtype.ts";
import { zeros } from "../creation.ts";
import { asColumns, checkSquare, onDiagonal, transposed as transpose } from "./matrix.ts";

const readTriangular = options("triangularSolve", {
  /** The matrix is on and above its diagonal; otherwise on and below. */
  upper: flag.default(false),
  /** Solve Aᵀ x = b. */
  transposed: flag.default(false),
  /** Take the diagonal to be 1, whatever is there. */
  unitDiagonal: flag.default(false),
});
export type TriangularOptions = OptionsOf<typeof readTriangular>;

/**
 * The x with A·x = b for a triangular A, by substitution. The other triangle is not read.
 *
 * ```ts
 * triangularSolve(tensor([[2, 0], [1, 1]]), tensor([4, 3]));      // [2, 1]
 * ```
 * A zero on the diagonal divides by zero: ±∞ or NaN.
 */
export const triangularSolve = <D extends DType>(a: Tensor<D>, b: Tensor<D>, given?: TriangularOptions): Tensor<D> => {
  const { upper, transposed, unitDiagonal } = readTriangular(given);
  const n = checkSquare("triangularSolve", a);
  const { columns, undo } = asColumns("triangularSolve", a, b);
  if (n === 0 || columns.size === 0) return undo(columns);
  const triangle = upper ? a.triu() : a.tril();
  const final = unitDiagonal ? onDiagonal(n).where(1, triangle) : triangle;
  const run = substitution[upper === transposed ? "lower" : "upper"];
  return undo(run(transposed ? transpose(final) : final, columns) as Tensor<D>);
};

/** Row after row, from the first (or, upper, from the last): xᵢ = (bᵢ − Σ Aᵢⱼ xⱼ) / Aᵢᵢ over the j that are known. */
const substitute = (a: AnyTensor, b: AnyTensor, upper: boolean): AnyTensor => {
  const n = a.shape.at(-1)!;
  const rows = iota(n).reshape([n, 1]);
  return loop(n, zeros(b.shape, { dtype: b.dtype }) as AnyTensor, (x, step) => {
    const i = upper ? step.neg().add(n - 1) : step;
    const row = a.gather(i, -2).expandDims(-2);
    const known = row.matmul(x);
    const value = b.gather(i, -2).expandDims(-2).sub(known).div(row.gather(i, -1).expandDims(-1));
    return rows.equal(i).where(value, x);
  });
};

/** B̄ = A⁻ᵀ X̄, Ā = −B̄ Xᵀ (Giles 2008, 2.3.1). */
const substitution: Record<"lower" | "upper", (a: AnyTensor, b: AnyTensor) => AnyTensor> = {
  lower: customDerivative(
    (a: AnyTensor, b: AnyTensor) => substitute(a, b, false),
    (d, x, a) => cotangents(substitution.upper(transpose(a), d), x, a),
  ),
  upper: customDerivative(
    (a: AnyTensor, b: AnyTensor) => substitute(a, b, true),
    (d, x, a) => cotangents(substitution.lower(transpose(a), d), x, a),
  ),
};

const cotangents = (right: AnyTensor, x: AnyTensor, a: AnyTensor): AnyTensor[] => [
  sumTo(right.matmul(transpose(x)).neg(), a.shape),
  right,
];
