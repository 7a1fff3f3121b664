import { type Kernel, kernelRow, squaresOf } from "./kernel.ts";

/** Rows of the kernel matrix of the training rows, as they are asked for. In single precision, as libsvm keeps them. */
export interface KernelRows {
  readonly rows: number;
  readonly diagonal: Float64Array;
  row(i: number): Float32Array;
}

/** So many bytes of them are kept, scikit-learn's 200 MB; those that were not asked for the longest go first. */
const budget = 200 * 2 ** 20;

export const kernelRows = (kernel: Kernel, x: Float64Array, rows: number, columns: number): KernelRows => {
  const vectors = { x, columns, squares: squaresOf(x, rows, columns) };
  const kept = new Map<number, Float32Array>();
  const most = Math.max(2, Math.floor(budget / (4 * Math.max(1, rows))));
  const rowOf = (i: number) => x.subarray(i * columns, (i + 1) * columns);
  const self = (i: number) =>
    kernelRow(kernel, { x: rowOf(i), columns, squares: vectors.squares.subarray(i, i + 1) }, rowOf(i))[0]!;
  return {
    rows,
    diagonal: Float64Array.from({ length: rows }, (_, i) => self(i)),
    row: (i) => {
      let row = kept.get(i);
      if (row) kept.delete(i);
      else {
        if (kept.size >= most) {
          const [oldest] = kept.keys();
          row = kept.get(oldest!);
          kept.delete(oldest!);
        }
        row ??= new Float32Array(rows);
        row.set(kernelRow(kernel, vectors, rowOf(i)));
      }
      kept.set(i, row);
      return row;
    },
  };
};
