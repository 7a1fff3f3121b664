/**
 * How far the neighbours of each point lie apart, summed over the objectives, each divided by its range; Infinity at
 * both ends. (Deb et al. 2002)
 *
 * ```ts
 * crowdingDistance([[0, 4], [1, 1], [4, 0]]);              // Float64Array [Infinity, 2, Infinity]
 * ```
 * Of points of one front. An objective whose values lie infinitely far apart, or all at one place, does not count.
 */
export const crowdingDistance = (losses: readonly (readonly number[])[]): Float64Array => {
  const distances = new Float64Array(losses.length);
  for (let k = 0; k < (losses[0]?.length ?? 0); k++) {
    const value = (i: number): number => (Number.isNaN(losses[i]![k]!) ? Infinity : losses[i]![k]!);
    const order = losses
      .map((_, i) => i)
      .sort((i, j) => (value(i) === value(j) ? i - j : value(i) < value(j) ? -1 : 1));
    const first = order[0]!;
    const last = order.at(-1)!;
    distances[first] = Infinity;
    distances[last] = Infinity;
    const range = value(last) - value(first);
    if (!(range > 0 && range < Infinity)) continue;
    for (let at = 1; at + 1 < order.length; at++)
      distances[order[at]!]! += (value(order[at + 1]!) - value(order[at - 1]!)) / range;
  }
  return distances;
};
