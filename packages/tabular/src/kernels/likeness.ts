import { createMemory, loadSmallKernel } from "./load-kernel.ts";

/** The functions of `kernels/likeness.ts`: what they do stands there. */
interface LikenessKernel {
  products(x: number, rows: number, width: number, own: number, out: number): void;
  gaussian(products: number, squares: number, rows: number, own: number, gamma: number, out: number): void;
}

/** How alike a row is to all of them. What is given lies in memory that the next call writes to. */
export interface Likeness {
  products(row: number): Float64Array;
  /** exp(−γ ‖x − z‖²). */
  gaussian(row: number, gamma: number): Float32Array;
}

/** For rows that are asked for one by one, many times. */
export const createLikeness = (x: Float64Array, rows: number, columns: number, rowSquares: Float64Array): Likeness => {
  // Two numbers are multiplied at a time.
  const width = columns + (columns % 2);
  const room = rows + (rows % 2);
  const products = 8 * rows * width;
  const squares = products + 8 * room;
  const likeness = squares + 8 * room;
  const memory = createMemory(likeness + 4 * room);
  const kernel = loadSmallKernel<LikenessKernel>("likeness", memory);
  const padded = new Float64Array(memory.buffer, 0, rows * width);
  if (width === columns) padded.set(x);
  else for (let row = 0; row < rows; row++) padded.set(x.subarray(row * columns, (row + 1) * columns), row * width);
  new Float64Array(memory.buffer, squares, rows).set(rowSquares);
  const multiplied = new Float64Array(memory.buffer, products, rows);
  const single = new Float32Array(memory.buffer, likeness, rows);
  const multiply = (row: number) => kernel.products(0, rows, width, 8 * row * width, products);
  return {
    products: (row) => {
      multiply(row);
      return multiplied;
    },
    gaussian: (row, gamma) => {
      multiply(row);
      kernel.gaussian(products, squares, rows, rowSquares[row]!, gamma, likeness);
      return single;
    },
  };
};
