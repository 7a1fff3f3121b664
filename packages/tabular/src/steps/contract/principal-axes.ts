import { multiply, singularValues, symmetricEigen, transpose } from "@kaviar/base/numerics";
import { gramOfColumns } from "../../kernels/gram.ts";

/** Singular values, the largest first, and what belongs to each of them: right singular vectors, one a row. */
export interface Axes {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Eigenvalues of XᵀX below this share of the largest have lost digits: X itself is decomposed. */
const kept = 1e-9;

/**
 * The min(rows, columns) principal axes of columns less a number each: by the eigenvectors of XᵀX, or XXᵀ where that is smaller, and exactly
 * where these would lose digits. The largest entry of each is positive, as in scikit-learn. An axis along which nothing
 * varies is 0 where there are fewer rows than columns.
 */
export const principalAxes = async (columns: readonly Float64Array[], shift: Float64Array): Promise<Axes> => {
  const [rows, width] = [columns[0]!.length, columns.length];
  const few = rows < width;
  const n = few ? rows : width;
  const byRow = (): Float64Array => {
    const turned = new Float64Array(rows * width);
    for (const [c, column] of columns.entries())
      for (let row = 0; row < rows; row++) turned[c * rows + row] = column[row]! - shift[c]!;
    return transpose(turned, width, rows);
  };
  const x = few ? byRow() : undefined;
  const lists = x ? Array.from({ length: rows }, (_, row) => x.subarray(row * width, (row + 1) * width)) : columns;
  const { values, vectors } = symmetricEigen(await gramOfColumns(lists, x ? new Float64Array(n) : shift), n);
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]!);
  const most = Math.max(values[order[0]!]!, 0);
  const isNothing = (value: number): boolean => value <= 4 * Number.EPSILON * n * most;
  if (values.some((value) => !isNothing(value) && value < kept * most)) {
    const exact = singularValues(x ?? byRow(), rows, width);
    return turn({ values: exact.values, vectors: exact.right }, width);
  }
  const sorted = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let k = 0; k < n; k++) sorted[to * n + k] = vectors[k * n + from]!;
  });
  const found = Float64Array.from(order, (k) => (isNothing(values[k]!) ? 0 : Math.sqrt(values[k]!)));
  if (!x) return turn({ values: found, vectors: sorted }, width);
  const images = multiply(sorted, x, n, n, width);
  for (let k = 0; k < n; k++)
    for (let c = 0; c < width; c++) images[k * width + c] = found[k] === 0 ? 0 : images[k * width + c]! / found[k]!;
  return turn({ values: found, vectors: images }, width);
};

const turn = ({ values, vectors }: Axes, columns: number): Axes => {
  for (let k = 0; k < values.length; k++) {
    const own = vectors.subarray(k * columns, (k + 1) * columns);
    let largest = 0;
    for (let c = 0; c < columns; c++) if (Math.abs(own[c]!) > Math.abs(largest)) largest = own[c]!;
    if (largest < 0) for (let c = 0; c < columns; c++) own[c] = -own[c]!;
  }
  return { values, vectors };
};
