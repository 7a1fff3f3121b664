/** Values of fewer rows than this do not get a bin of their own. */
const leastInBin = 3;

/**
 * The highest value of each bin but the last, for bins of about as many rows each: a value so frequent that it would fill
 * one has one of its own. Between two bins the bound is in the middle. `sorted` has no missing values. (Ke et al. 2017;
 * LightGBM's GreedyFindBin)
 */
export const binBounds = (sorted: Float64Array, most: number): Float64Array => {
  const { values, counts } = distinct(sorted);
  const last = values.length - 1;
  const bounds: number[] = [];
  if (values.length <= most) {
    for (let i = 0, inBin = 0; i < last; i++) {
      inBin += counts[i]!;
      if (inBin < leastInBin) continue;
      bounds.push(between(values[i]!, values[i + 1]!));
      inBin = 0;
    }
    return Float64Array.from(bounds);
  }
  const bins = Math.max(1, Math.min(most, Math.floor(sorted.length / leastInBin)));
  const large = sorted.length / bins;
  const isLarge = counts.map((count) => (count >= large ? 1 : 0));
  let rowsLeft = sorted.length;
  let binsLeft = bins;
  for (let i = 0; i <= last; i++) {
    if (!isLarge[i]) continue;
    rowsLeft -= counts[i]!;
    binsLeft--;
  }
  let wanted = rowsLeft / binsLeft;
  for (let i = 0, inBin = 0; i < last && bounds.length < bins - 1; i++) {
    if (!isLarge[i]) rowsLeft -= counts[i]!;
    inBin += counts[i]!;
    if (!(isLarge[i] || inBin >= wanted || (isLarge[i + 1] && inBin >= Math.max(1, wanted / 2)))) continue;
    bounds.push(between(values[i]!, values[i + 1]!));
    inBin = 0;
    if (!isLarge[i]) wanted = rowsLeft / --binsLeft;
  }
  return Float64Array.from(bounds);
};

/** A number that is at least a and less than b. */
const between = (a: number, b: number): number => {
  const middle = a / 2 + b / 2;
  return middle >= a && middle < b && Number.isFinite(middle) ? middle : a;
};

const distinct = (sorted: Float64Array): { readonly values: Float64Array; readonly counts: Int32Array } => {
  const values = new Float64Array(sorted.length);
  const counts = new Int32Array(sorted.length);
  let found = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (found === 0 || values[found - 1] !== sorted[i]) values[found++] = sorted[i]!;
    counts[found - 1]!++;
  }
  return { values: values.subarray(0, found), counts: counts.subarray(0, found) };
};
