/** From the least to the greatest of some columns, wide enough for an axis, a logarithmic one too. */
export const span = (columns: readonly Float64Array[]): readonly [number, number] => {
  let [low, high] = [Infinity, -Infinity];
  for (const column of columns)
    for (const place of column) {
      if (place < low) low = place;
      if (place > high) high = place;
    }
  if (low > high) return [1, 2];
  return low < high ? [low, high] : [low, low === 0 ? 1 : low + Math.abs(low)];
};
