import { times } from "@kaviar/base/numerics";

/** How alike two rows are, by their scalar product and, for `rbf`, their squares. */
export type Kernel =
  | { readonly kind: "linear" }
  | { readonly kind: "rbf"; readonly gamma: number }
  | { readonly kind: "poly"; readonly gamma: number; readonly coef0: number; readonly degree: number }
  | { readonly kind: "sigmoid"; readonly gamma: number; readonly coef0: number };

/** ‖x‖² of each row. */
export const squaresOf = (x: Float64Array, rows: number, columns: number): Float64Array => {
  const squares = new Float64Array(rows);
  for (let row = 0, at = 0; row < rows; row++)
    for (let j = 0; j < columns; j++, at++) squares[row] = squares[row]! + x[at]! * x[at]!;
  return squares;
};

/** Turns products of one row with others into how alike they are, in place. */
export const alike = (kernel: Kernel, products: Float64Array, squares: Float64Array, own: number): Float64Array => {
  switch (kernel.kind) {
    case "linear":
      return products;
    case "rbf": {
      const { gamma } = kernel;
      for (let i = 0; i < products.length; i++) {
        // By rounding a row could be nearer to itself than 0.
        const distance = own + squares[i]! - 2 * products[i]!;
        products[i] = distance > 0 ? Math.exp(-gamma * distance) : 1;
      }
      return products;
    }
    case "poly": {
      const { gamma, coef0, degree } = kernel;
      for (let i = 0; i < products.length; i++) products[i] = (gamma * products[i]! + coef0) ** degree;
      return products;
    }
    case "sigmoid": {
      const { gamma, coef0 } = kernel;
      for (let i = 0; i < products.length; i++) products[i] = Math.tanh(gamma * products[i]! + coef0);
      return products;
    }
  }
};

/** How alike each of some vectors is to one row. */
export const kernelRow = (
  kernel: Kernel,
  vectors: { readonly x: Float64Array; readonly squares: Float64Array; readonly columns: number },
  row: Float64Array,
): Float64Array => {
  const { x, squares, columns } = vectors;
  let own = 0;
  for (const each of row) own += each * each;
  return alike(kernel, times(x, squares.length, columns, row), squares, own);
};
