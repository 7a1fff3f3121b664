/** Values in rising order, and how much each counts. */
export interface WeightedValues {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** The values that count at all. */
export const weighing = ({ values, weights }: WeightedValues): WeightedValues => ({
  values: values.filter((_, i) => weights[i]! > 0),
  weights: weights.filter((weight) => weight > 0),
});

/** Where bins begin and end, the outer ends included, as scikit-learn's KBinsDiscretizer finds them. */
export type Edges = (sorted: WeightedValues, bins: number) => readonly number[];

const spread = (low: number, high: number, bins: number): number[] =>
  Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + (i * (high - low)) / bins));

/** Quantiles: the value that reaches a share of the weight, the mean of it and the next one where it does so exactly. */
const quantileEdges: Edges = (sorted, bins) => {
  const { values, weights } = weighing(sorted);
  const reached = new Float64Array(values.length);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    total += weights[i]!;
    reached[i] = total;
  }
  return spread(0, 100, bins).map((percent) => {
    const wanted = (percent / 100) * total;
    const found = reached.findIndex((sum) => sum > 0 && sum >= wanted);
    const at = found < 0 ? values.length - 1 : found;
    const isExact = wanted > 0 && reached[at]! - wanted <= 2 ** -52;
    return isExact && at + 1 < values.length ? (values[at]! + values[at + 1]!) / 2 : values[at]!;
  });
};

/** Halfway between the centres of clusters, begun in the middle of equal bins. (Lloyd 1982) */
const clusterEdges: Edges = (sorted, bins) => {
  const { values } = weighing(sorted);
  const [low, high] = [values[0]!, values.at(-1)!];
  const equal = spread(low, high, bins);
  let centres: Float64Array = Float64Array.from({ length: bins }, (_, i) => (equal[i]! + equal[i + 1]!) * 0.5);
  const mean = meanOf(sorted.values);
  const enough = 1e-4 * meanOf(sorted.values.map((value) => (value - mean) ** 2));
  for (let round = 0; round < 300; round++) {
    const next = centresOf(sorted, centres);
    let shift = 0;
    for (let i = 0; i < bins; i++) shift += (next[i]! - centres[i]!) ** 2;
    centres = next;
    if (shift <= enough) break;
  }
  centres.sort();
  const between = Array.from({ length: bins - 1 }, (_, i) => (centres[i]! + centres[i + 1]!) * 0.5);
  return [low, ...between, high];
};

const meanOf = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** The means of the values nearest to each centre; a centre without values goes to the value farthest from its own. */
const centresOf = ({ values, weights }: WeightedValues, centres: Float64Array): Float64Array => {
  const [sums, totals] = [new Float64Array(centres.length), new Float64Array(centres.length)];
  const order = Array.from(centres.keys()).sort((a, b) => centres[a]! - centres[b]!);
  const owners = new Int32Array(values.length);
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = (place: number): number => Math.abs(values[i]! - centres[order[place]!]!);
    for (let next = at + 1; next < order.length && distance(next) <= distance(at); next++)
      if (distance(next) < distance(at)) at = next;
    const owner = order[at]!;
    owners[i] = owner;
    sums[owner]! += weights[i]! * values[i]!;
    totals[owner]! += weights[i]!;
  }
  const empty = Array.from(totals.keys()).filter((c) => totals[c] === 0);
  if (empty.length > 0) {
    const apart = values.map((value, i) => Math.abs(value - centres[owners[i]!]!));
    const farthest = Array.from(values.keys()).sort((a, b) => apart[b]! - apart[a]!);
    for (const [i, c] of empty.entries()) {
      const far = farthest[i];
      if (far === undefined || apart[farthest[0]!] === 0) break;
      sums[owners[far]!]! -= weights[far]! * values[far]!;
      totals[owners[far]!]! -= weights[far]!;
      sums[c] = weights[far]! * values[far]!;
      totals[c] = weights[far]!;
    }
  }
  return centres.map((centre, c) => (totals[c]! > 0 ? sums[c]! / totals[c]! : centre));
};

export const edgesBy: { readonly [S in "uniform" | "quantile" | "kmeans"]: Edges } = {
  uniform: (sorted, bins) => {
    const { values } = weighing(sorted);
    return spread(values[0]!, values.at(-1)!, bins);
  },
  quantile: quantileEdges,
  kmeans: clusterEdges,
};
