import type { MixedRows } from "./mixed-rows.ts";

/** The nearest others of each row among rows of its class, as places in `own`; the nearest first, of equal ones the first. */
export const nearestOfClass = (rows: MixedRows, own: Int32Array, k: number): readonly Int32Array[] => {
  const count = Math.min(k, own.length - 1);
  const penalty = rows.categories > 0 ? medianVariance(rows, own) : 0;
  return Array.from(own, (row, place) => {
    const nearest = new Int32Array(count);
    const distances = new Float64Array(count).fill(Infinity);
    for (let other = 0; other < own.length; other++) {
      if (other === place) continue;
      const distance = distanceOf(rows, row, own[other]!, penalty);
      if (!(distance < distances[count - 1]!)) continue;
      let at = count - 1;
      for (; at > 0 && distances[at - 1]! > distance; at--) {
        distances[at] = distances[at - 1]!;
        nearest[at] = nearest[at - 1]!;
      }
      distances[at] = distance;
      nearest[at] = other;
    }
    return nearest;
  });
};

/** Squared, with the penalty for each category in which they differ. */
const distanceOf = ({ numbers, width, codes, categories }: MixedRows, a: number, b: number, penalty: number) => {
  let sum = 0;
  for (let c = 0, p = a * width, q = b * width; c < width; c++) {
    const apart = numbers[p++]! - numbers[q++]!;
    sum += apart * apart;
  }
  for (let c = 0, p = a * categories, q = b * categories; c < categories; c++)
    if (codes[p++] !== codes[q++]) sum += penalty;
  return sum;
};

/** The square of the median deviation of the numbers within the class; 1 where nothing else tells rows apart. */
const medianVariance = ({ numbers, width }: MixedRows, own: Int32Array): number => {
  const variances = Float64Array.from({ length: width }, (_, c) => {
    const mean = own.reduce((sum, row) => sum + numbers[row * width + c]!, 0) / own.length;
    return own.reduce((sum, row) => sum + (numbers[row * width + c]! - mean) ** 2, 0) / own.length;
  }).sort();
  const middle = width >> 1;
  const deviation =
    width % 2 === 1
      ? Math.sqrt(variances[middle]!)
      : (Math.sqrt(variances[middle - 1]!) + Math.sqrt(variances[middle]!)) / 2;
  return deviation > 0 ? deviation ** 2 : 1;
};
