import { createLikeness } from "../../kernels/likeness.ts";
import { alike, type Kernel, squaresOf } from "./kernel.ts";

/** Rows of the kernel matrix of the training rows, as they are asked for. In single precision, as libsvm keeps them. */
export interface KernelRows {
  readonly rows: number;
  readonly diagonal: Float64Array;
  row(i: number): Float32Array;
}

/** So many bytes of them are kept; those that were not asked for the longest go first. */
const budget = 400 * 2 ** 20;

export const kernelRows = (kernel: Kernel, x: Float64Array, rows: number, columns: number): KernelRows => {
  const squares = squaresOf(x, rows, columns);
  const likeness = createLikeness(x, rows, columns, squares);
  const compute = (i: number): Float64Array | Float32Array =>
    kernel.kind === "rbf"
      ? likeness.gaussian(i, kernel.gamma)
      : alike(kernel, likeness.products(i), squares, squares[i]!);
  const kept = new Map<number, Float32Array>();
  const most = Math.max(2, Math.floor(budget / (4 * Math.max(1, rows))));
  const oldest = (): Float32Array => {
    const [i] = kept.keys();
    const row = kept.get(i!)!;
    kept.delete(i!);
    return row;
  };
  return {
    rows,
    diagonal: kernel.kind === "rbf" ? new Float64Array(rows).fill(1) : alike(kernel, squares.slice(), squares, 0),
    row: (i) => {
      const known = kept.get(i);
      if (known) {
        // The last one asked for stands at the end.
        kept.delete(i);
        kept.set(i, known);
        return known;
      }
      const row = kept.size < most ? new Float32Array(rows) : oldest();
      row.set(compute(i));
      kept.set(i, row);
      return row;
    },
  };
};
