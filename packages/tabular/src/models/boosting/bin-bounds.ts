/** Values of fewer rows than this do not get a bin of their own. */
const leastInBin = 3;

/** The different values of a column in ascending order, and how often each is there. */
interface Distinct {
  readonly values: Float64Array;
  readonly counts: Int32Array;
}

/**
 * The highest value of each bin but the last, for bins of about as many rows each: a value so frequent that it would fill
 * one has one of its own. Between two bins the bound is in the middle, and one is always between what is below 0 and what
 * is not: signs are where products of columns turn. `sorted` has no missing values, and is written over. (Ke et al. 2017; LightGBM)
 */
export const binBounds = (sorted: Float64Array, most: number): Float64Array => {
  const all = distinct(sorted);
  const { values, counts } = all;
  if (values.length <= most) return Float64Array.from(boundsOfFew(all));
  const positive = values.findIndex((value) => value >= 0);
  if (positive <= 0) return Float64Array.from(boundsOfMany(all, most));
  const below = { values: values.subarray(0, positive), counts: counts.subarray(0, positive) };
  const above = { values: values.subarray(positive), counts: counts.subarray(positive) };
  const share = rowsOf(below) / sorted.length;
  const binsBelow = Math.max(1, Math.min(most - 1, Math.round(share * most)));
  return Float64Array.from([
    ...boundsOf(below, binsBelow),
    between(values[positive - 1]!, values[positive]!),
    ...boundsOf(above, most - binsBelow),
  ]);
};

const rowsOf = ({ counts }: Distinct): number => counts.reduce((a, b) => a + b, 0);

const boundsOf = (some: Distinct, most: number): number[] =>
  some.values.length <= most ? boundsOfFew(some) : boundsOfMany(some, most);

/** A bin for each value, but for those that have too few rows. */
const boundsOfFew = ({ values, counts }: Distinct): number[] => {
  const bounds: number[] = [];
  for (let i = 0, inBin = 0; i < values.length - 1; i++) {
    inBin += counts[i]!;
    if (inBin < leastInBin) continue;
    bounds.push(between(values[i]!, values[i + 1]!));
    inBin = 0;
  }
  return bounds;
};

const boundsOfMany = (some: Distinct, most: number): number[] => {
  const { values, counts } = some;
  const bounds: number[] = [];
  const rows = rowsOf(some);
  const last = values.length - 1;
  const bins = Math.max(1, Math.min(most, Math.floor(rows / leastInBin)));
  const isLarge = (i: number): boolean => counts[i]! >= rows / bins;
  let rowsLeft = rows;
  let binsLeft = bins;
  for (let i = 0; i <= last; i++) {
    if (!isLarge(i)) continue;
    rowsLeft -= counts[i]!;
    binsLeft--;
  }
  let wanted = rowsLeft / binsLeft;
  for (let i = 0, inBin = 0; i < last && bounds.length < bins - 1; i++) {
    if (!isLarge(i)) rowsLeft -= counts[i]!;
    inBin += counts[i]!;
    if (!(isLarge(i) || inBin >= wanted || (isLarge(i + 1) && inBin >= Math.max(1, wanted / 2)))) continue;
    bounds.push(between(values[i]!, values[i + 1]!));
    inBin = 0;
    if (!isLarge(i)) wanted = rowsLeft / --binsLeft;
  }
  return bounds;
};

/** A number that is at least a and less than b. */
const between = (a: number, b: number): number => {
  const middle = a / 2 + b / 2;
  return middle >= a && middle < b && Number.isFinite(middle) ? middle : a;
};

/** The values take the place of those they were found among. */
const distinct = (sorted: Float64Array): Distinct => {
  const counts = new Int32Array(sorted.length);
  let found = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (found === 0 || sorted[found - 1] !== sorted[i]) sorted[found++] = sorted[i]!;
    counts[found - 1]!++;
  }
  return { values: sorted.subarray(0, found), counts: counts.subarray(0, found) };
};
