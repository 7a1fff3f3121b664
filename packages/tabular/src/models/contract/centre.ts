import type { Matrix } from "../../contract/matrix.ts";

/**
 * Takes the mean of each column away, in place, and gives the means. They are sums of differences to the first row: a
 * column that is constant becomes 0, not the last digits of a rounded sum.
 */
export const centre = ({ rows, columns, values }: Matrix, weights: Float64Array | undefined): Float64Array => {
  const first = values.slice(0, columns);
  const sums = new Float64Array(columns);
  let total = 0;
  for (let row = 0, i = 0; row < rows; row++) {
    const weight = weights ? weights[row]! : 1;
    total += weight;
    for (let j = 0; j < columns; j++, i++) sums[j] = sums[j]! + weight * (values[i]! - first[j]!);
  }
  const means = sums.map((sum, j) => first[j]! + sum / total);
  for (let row = 0, i = 0; row < rows; row++) for (let j = 0; j < columns; j++, i++) values[i] = values[i]! - means[j]!;
  return means;
};

/** Multiplies each row by the root of its weight, in place: squares then count as the weights say. */
export const weighRows = ({ rows, columns, values }: Matrix, weights: Float64Array | undefined): void => {
  if (!weights) return;
  for (let row = 0, i = 0; row < rows; row++) {
    const root = Math.sqrt(weights[row]!);
    for (let j = 0; j < columns; j++, i++) values[i] = values[i]! * root;
  }
};
