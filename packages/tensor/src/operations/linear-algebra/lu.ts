import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { full } from "../../primitives/constant.ts";
import { iota } from "../../primitives/iota.ts";
import { scan } from "../../transformations/control.ts";
import { columnsOf, rowsOf } from "./matrix.ts";

/** The rows of A in `order` are L·U: L lower triangular with ones on the diagonal, U upper triangular. */
export interface Factors {
  readonly lower: AnyTensor;
  readonly upper: AnyTensor;
  /** int32 [..., n] */
  readonly order: AnyTensor;
}

interface Elimination {
  readonly rest: AnyTensor;
  /** Rows that have not been a pivot. */
  readonly free: Tensor<"bool">;
}

/**
 * Gaussian elimination with partial pivoting. Rows stay where they are: each step chooses the free row with the largest
 * element in its column, and takes multiples of it from the rows that are still free. A singular matrix has a zero on
 * the diagonal of U.
 */
export const lu = (a: AnyTensor): Factors => {
  const n = a.shape.at(-1)!;
  const rows = iota(n);
  const start: Elimination = { rest: a, free: full(a.shape.slice(0, -1), true, "bool") };
  const [, { row, multipliers, pivot }] = scan(
    ({ rest, free }: Elimination, k: Tensor<"int32">) => {
      const column = rest.gather(k, -1);
      const largest = free.where(column.abs(), -1).argmax(-1);
      const chosen = largest.expandDims(-1).equal(rows);
      const others = free.logicalAnd(chosen.logicalNot());
      const top = chosen.cast(a.dtype).expandDims(-2).matmul(rest);
      const leading = top.gather(k, -1);
      const divisor = leading.equal(0).where(1, leading);
      const shares = others.where(column.div(divisor), 0);
      return [
        { rest: rest.sub(shares.expandDims(-1).mul(top)), free: others },
        { row: top.squeeze(-2), multipliers: chosen.where(1, shares), pivot: largest },
      ];
    },
    start,
    rows,
  );
  const order = pivot.transpose([...pivot.shape.keys()].slice(1).concat(0));
  const lower = columnsOf(multipliers).takeAlongAxis(order.expandDims(-1).broadcastTo(a.shape), -2);
  return { lower, upper: rowsOf(row).triu(), order };
};
