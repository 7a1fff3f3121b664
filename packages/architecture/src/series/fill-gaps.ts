/**
 * Numbers in the place of NaN, of a channel that has some: on a straight line between the neighbours on both sides, or as
 * the only neighbour at an end. Says how many.
 */
export const fillGaps = (values: Float64Array): number => {
  let filled = 0;
  let last = -1;
  for (let i = 0; i <= values.length; i++) {
    if (i < values.length && Number.isNaN(values[i]!)) continue;
    const [from, to] = [last < 0 ? values[i]! : values[last]!, i < values.length ? values[i]! : values[last]!];
    for (let k = last + 1; k < i; k++, filled++) values[k] = from + ((to - from) * (k - last)) / (i - last);
    last = i;
  }
  return filled;
};
