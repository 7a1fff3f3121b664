import { gram, multiply, singularValues, symmetricEigen, transpose } from "@kaviar/base/numerics";

/** Singular values, the largest first, and what belongs to each of them: right singular vectors, one a row. */
export interface Axes {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Eigenvalues of XᵀX below this share of the largest have lost digits: X itself is decomposed. */
const kept = 1e-9;

/**
 * The min(rows, columns) principal axes of a matrix, row by row: by the eigenvectors of XᵀX, or XXᵀ where that is smaller,
 * and exactly where these would lose digits. The largest entry of each is positive, as in scikit-learn. An axis along which
 * nothing varies is 0 where there are fewer rows than columns.
 */
export const principalAxes = (x: Float64Array, rows: number, columns: number): Axes => {
  const few = rows < columns;
  const n = few ? rows : columns;
  const turned = few ? transpose(x, rows, columns) : x;
  const { values, vectors } = symmetricEigen(gram(turned, few ? columns : rows, n), n);
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]!);
  const most = Math.max(values[order[0]!]!, 0);
  const isNothing = (value: number): boolean => value <= 4 * Number.EPSILON * n * most;
  if (values.some((value) => !isNothing(value) && value < kept * most))
    return turn(singular(x, rows, columns), columns);
  const sorted = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let k = 0; k < n; k++) sorted[to * n + k] = vectors[k * n + from]!;
  });
  const found = Float64Array.from(order, (k) => (isNothing(values[k]!) ? 0 : Math.sqrt(values[k]!)));
  if (!few) return turn({ values: found, vectors: sorted }, columns);
  const images = multiply(sorted, x, n, n, columns);
  for (let k = 0; k < n; k++)
    for (let c = 0; c < columns; c++)
      images[k * columns + c] = found[k] === 0 ? 0 : images[k * columns + c]! / found[k]!;
  return turn({ values: found, vectors: images }, columns);
};

const singular = (x: Float64Array, rows: number, columns: number): Axes => {
  const { values, right } = singularValues(x, rows, columns);
  return { values, vectors: right };
};

const turn = ({ values, vectors }: Axes, columns: number): Axes => {
  for (let k = 0; k < values.length; k++) {
    const own = vectors.subarray(k * columns, (k + 1) * columns);
    const largest = own.reduce((most, each) => (Math.abs(each) > Math.abs(most) ? each : most), 0);
    if (largest < 0) for (let c = 0; c < columns; c++) own[c] = -own[c]!;
  }
  return { values, vectors };
};
