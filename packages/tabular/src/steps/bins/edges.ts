/** Values in rising order, and how much each counts. */
export interface WeightedValues {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** Where bins begin and end, the outer ends included, as scikit-learn's KBinsDiscretizer finds them. */
export type Edges = (sorted: WeightedValues, bins: number) => readonly number[];

const spread = (low: number, high: number, bins: number): number[] =>
  Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + (i * (high - low)) / bins));

/** Quantiles: the value that reaches a share of the weight, the mean of it and the next one where it does so exactly. */
const quantileEdges: Edges = ({ values, weights }, bins) => {
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
  const { values } = sorted;
  const [low, high] = [values[0]!, values.at(-1)!];
  const equal = spread(low, high, bins);
  let centres: Float64Array = Float64Array.from({ length: bins }, (_, i) => (equal[i]! + equal[i + 1]!) / 2);
  const enough = 1e-4 * varianceOf(values);
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

const varianceOf = (values: Float64Array): number => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
};

/** The means of the values nearest to each centre; a cluster without values stays where it is. */
const centresOf = ({ values, weights }: WeightedValues, centres: Float64Array): Float64Array => {
  const [sums, totals] = [new Float64Array(centres.length), new Float64Array(centres.length)];
  let nearest = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = (c: number): number => Math.abs(values[i]! - centres[c]!);
    while (nearest + 1 < centres.length && distance(nearest + 1) < distance(nearest)) nearest++;
    sums[nearest]! += weights[i]! * values[i]!;
    totals[nearest]! += weights[i]!;
  }
  return centres.map((centre, c) => (totals[c]! > 0 ? sums[c]! / totals[c]! : centre));
};

export const edgesBy: { readonly [S in "uniform" | "quantile" | "kmeans"]: Edges } = {
  uniform: ({ values }, bins) => spread(values[0]!, values.at(-1)!, bins),
  quantile: quantileEdges,
  kmeans: clusterEdges,
};
