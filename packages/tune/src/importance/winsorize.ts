/** How far from the middle half of the values, in its widths, a value may lie. */
const reach = 3;

/**
 * Values of which a few wild ones do not outweigh all others: what lies beyond the quartiles by more than three times their
 * distance (Tukey 1977) becomes the outermost value that does not. It stays the worst or the best, so a corner of the space
 * where runs diverge is still seen, beside what matters elsewhere. Values without such ones stay as they are.
 */
export const winsorize = (values: readonly number[]): readonly number[] => {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const [first, third] = [at(0.25), at(0.75)];
  // More than half of them are equal: what differs is all there is to explain.
  if (!(third > first)) return values;
  const room = reach * (third - first);
  const low = sorted.find((value) => value >= first - room)!;
  const high = sorted.findLast((value) => value <= third + room)!;
  return values.map((value) => Math.min(Math.max(value, low), high));
};
