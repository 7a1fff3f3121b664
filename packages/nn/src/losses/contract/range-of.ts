/** The least of some numbers, and the largest. */
export const rangeOf = (data: ArrayLike<number>): [number, number] => {
  let [least, largest] = [Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    least = Math.min(least, data[i]!);
    largest = Math.max(largest, data[i]!);
  }
  return [least, largest];
};
