/**
 * A quantile of some numbers. Without weights it lies between two of them in proportion, as numpy's; with weights it is
 * the lowest of them that has that share of the weight at or below it. (Hyndman & Fan 1996, definitions 7 and 1)
 */
export const sampleQuantile = (values: Float64Array, share: number, weights: Float64Array | undefined): number => {
  if (!weights) return sortedQuantile(values.slice().sort(), share);
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  let total = 0;
  for (const row of order) total += weights[row]!;
  const wanted = share * total;
  let sum = 0;
  for (const row of order) {
    sum += weights[row]!;
    if (sum > 0 && sum >= wanted) return values[row]!;
  }
  return values[order.at(-1)!]!;
};

/** Without weights, of numbers that ascend already. */
export const sortedQuantile = (sorted: Float64Array, share: number): number => {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
};
