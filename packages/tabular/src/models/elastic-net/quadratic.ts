import { dot } from "@kaviar/base/numerics";

/** ½‖y − Xw‖² as coordinate descent looks at it: a coordinate at a time, w starting from zeros. */
export interface Quadratic {
  readonly columns: number;
  /** ‖x‖² of each column. */
  readonly squares: Float64Array;
  /** ‖y‖². */
  readonly targetSquare: number;
  /** xᵀr of a column with the residual r = y − Xw. */
  slope(column: number): number;
  /** Adds to a coefficient. */
  move(column: number, change: number): void;
  /** rᵀr and rᵀy. */
  residual(w: Float64Array): { readonly square: number; readonly along: number };
  /** xᵀz of two columns. */
  inner(one: number, other: number): number;
  /** xᵀy of a column. */
  start(column: number): number;
}

/** With XᵀX, Xᵀy and ‖y‖² at hand a step costs as much as there are columns: for more rows than columns. */
export const tallQuadratic = (products: Float64Array, start: Float64Array, targetSquare: number): Quadratic => {
  const columns = start.length;
  const slopes = start.slice();
  return {
    columns,
    squares: Float64Array.from({ length: columns }, (_, j) => products[j * columns + j]!),
    targetSquare,
    slope: (column) => slopes[column]!,
    move: (column, change) => {
      const at = column * columns;
      for (let j = 0; j < columns; j++) slopes[j] = slopes[j]! - change * products[at + j]!;
    },
    residual: (w) => {
      const along = targetSquare - dot(w, start);
      return { square: along - dot(w, slopes), along };
    },
    inner: (one, other) => products[one * columns + other]!,
    start: (column) => start[column]!,
  };
};

/** With the residual at hand a step costs as much as there are rows. */
export const wideQuadratic = (x: readonly Float64Array[], y: Float64Array): Quadratic => {
  const residual = y.slice();
  const start = Float64Array.from(x, (column) => dot(column, y));
  return {
    columns: x.length,
    squares: Float64Array.from(x, (column) => dot(column, column)),
    targetSquare: dot(y, y),
    slope: (j) => dot(x[j]!, residual),
    move: (j, change) => {
      const column = x[j]!;
      for (let i = 0; i < residual.length; i++) residual[i] = residual[i]! - change * column[i]!;
    },
    residual: () => ({ square: dot(residual, residual), along: dot(residual, y) }),
    inner: (one, other) => dot(x[one]!, x[other]!),
    start: (j) => start[j]!,
  };
};
