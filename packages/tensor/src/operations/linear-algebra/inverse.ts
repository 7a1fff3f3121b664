import type { Tensor } from "../../core/tensor.ts";
import type { DType } from "../../values/dtype.ts";
import { eye } from "../creation.ts";
import { checkSquare } from "./matrix.ts";
import { solve } from "./solve.ts";

/**
 * A⁻¹ for each matrix of a stack.
 *
 * ```ts
 * inverse(tensor([[2, 0], [0, 4]]));      // [[0.5, 0], [0, 0.25]]
 * ```
 * NaN where A is singular. To apply the inverse to something use `solve`: it is faster and loses less.
 */
export const inverse = <D extends DType>(a: Tensor<D>): Tensor<D> => {
  const n = checkSquare("inverse", a);
  return solve(a, eye(n, n, { dtype: a.dtype }));
};
