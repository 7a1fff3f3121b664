import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { TensorError } from "../../errors/error.ts";
import { describeOperands } from "../../primitives/elementwise.ts";
import { iota } from "../../primitives/iota.ts";
import { turned } from "../../primitives/matmul.ts";
import type { DType } from "../../values/dtype.ts";
import { broadcastShapes, showShape } from "../../values/shape.ts";
import { checkFloat } from "../check-float.ts";

/** The n of a stack of n × n float matrices. */
export const checkSquare = (operation: string, a: AnyTensor): number => {
  checkFloat(operation, a, "float64");
  const [rows, columns] = a.shape.slice(-2);
  if (a.rank >= 2 && rows === columns) return rows!;
  throw new TensorError("shape", `${operation} needs square matrices [..., n, n]: got ${showShape(a.shape)}.`, {
    operands: describeOperands([a]),
    remedy:
      a.rank < 2 ? "Reshape it into a matrix." : "For a least-squares fit solve the normal equations: aᵀ·a x = aᵀ·b.",
  });
};

/**
 * The right side of a linear system as matrices [..., n, k], one for each matrix of the stack: a vector [n] is one
 * column. `undo` takes the column out of the answer again.
 */
export const asColumns = <D extends DType>(operation: string, a: Tensor<D>, b: Tensor<D>) => {
  const n = a.shape.at(-1)!;
  const isVector = b.rank === 1;
  const columns = isVector ? b.expandDims(1) : b;
  if (b.rank === 0 || columns.shape.at(-2) !== n || a.dtype !== b.dtype) {
    throw new TensorError(
      b.rank > 0 && a.dtype !== b.dtype ? "dtype" : "shape",
      `${operation} needs as many rows on the right as the matrix has, in its dtype: got ${showShape(a.shape)} and ${showShape(b.shape)}.`,
      {
        operands: describeOperands([a, b]),
        remedy: "The right side is one vector [n], or matrices [..., n, k] of k columns each.",
      },
    );
  }
  const lead = broadcastShapes(a.shape.slice(0, -2), columns.shape.slice(0, -2));
  if (!lead) {
    throw new TensorError(
      "shape",
      `${operation} needs stacks of matrices and of right sides that line up: got ${showShape(a.shape)} and ${showShape(b.shape)}.`,
      { operands: describeOperands([a, b]), remedy: "Put in axes of length 1 with expandDims." },
    );
  }
  return {
    columns: columns.broadcastTo([...lead, ...columns.shape.slice(-2)]),
    undo: (x: Tensor<D>): Tensor<D> => (isVector ? x.squeeze(-1) : x),
  };
};

/** Aᵀ for each matrix of a stack. */
export const transposed = <D extends DType>(a: Tensor<D>): Tensor<D> => turned(a) as Tensor<D>;

/** (A + Aᵀ) / 2: each of two mirrored elements then has half of the derivative, so it can be checked one by one. */
export const symmetricPart = <D extends DType>(a: Tensor<D>): Tensor<D> => a.add(transposed(a)).mul(0.5);

/** True on the diagonal of n × n. */
export const onDiagonal = (n: number): Tensor<"bool"> => iota(n).reshape([n, 1]).equal(iota(n));

/** The diagonals [..., n] of matrices [..., n, n]. */
export const diagonalOf = <D extends DType>(a: Tensor<D>): Tensor<D> =>
  onDiagonal(a.shape.at(-1)!).where(a, 0).sum(-1) as Tensor<D>;

/** What a scan over columns stacked, [n, ..., m], as the columns of matrices [..., m, n]. */
export const columnsOf = <D extends DType>(stacked: Tensor<D>): Tensor<D> =>
  stacked.transpose([...stacked.shape.keys()].slice(1).concat(0));

/** What a scan over rows stacked, [n, ..., m], as the rows of matrices [..., n, m]. */
export const rowsOf = <D extends DType>(stacked: Tensor<D>): Tensor<D> => transposed(columnsOf(stacked));
