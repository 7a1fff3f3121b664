/**
 * The weighted median of rows, in the middle between two values where half of the weight is on each side, and the sum of
 * the distances from it. The rows are put in order.
 */
export const aroundMedian = (
  values: Float64Array,
  rows: Int32Array,
  weights: Float64Array,
): { readonly median: number; readonly distance: number } => {
  rows.sort((a, b) => values[a]! - values[b]! || a - b);
  const weight = rows.reduce((sum, row) => sum + weights[row]!, 0);
  let below = 0;
  let i = 0;
  while (i < rows.length - 1 && below + weights[rows[i]!]! < weight / 2) below += weights[rows[i++]!]!;
  const isHalf = below + weights[rows[i]!]! === weight / 2 && i + 1 < rows.length;
  const median = isHalf ? (values[rows[i]!]! + values[rows[i + 1]!]!) / 2 : values[rows[i]!]!;
  const distance = rows.reduce((sum, row) => sum + weights[row]! * Math.abs(values[row]! - median), 0);
  return { median, distance };
};
