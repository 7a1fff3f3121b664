/** The place of the first of some numbers in ascending order that is not below x; behind the last where there is none. */
export const firstAtLeast = (numbers: Float64Array, x: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
};
