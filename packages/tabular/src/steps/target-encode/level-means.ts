/** Of each row the place of its level, its target, how much it counts; and the rows to learn from. */
export interface LevelRows {
  readonly places: Int32Array;
  readonly target: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly rows: Int32Array;
}

export interface LevelMeans {
  /** Of each level; the mean of all where no row has it. */
  readonly means: Float64Array;
  readonly mean: number;
}

/**
 * The mean target of each level, drawn to the mean of all: (Σ y + m ȳ) / (n + m). With `auto` by empirical Bayes,
 * λ ȳ_level + (1 − λ) ȳ with λ = σ² n / (σ² n + σ_level²), where σ² is the variance of all targets. (Micci-Barreca 2001)
 */
export const levelMeans = (
  levels: number,
  { places, target, weights, rows }: LevelRows,
  smooth: number | "auto",
): LevelMeans => {
  const totals = new Float64Array(levels);
  const sums = new Float64Array(levels);
  let [total, sum] = [0, 0];
  for (const row of rows) {
    const weight = weights ? weights[row]! : 1;
    const weighted = weight * target[row]!;
    totals[places[row]!]! += weight;
    sums[places[row]!]! += weighted;
    total += weight;
    sum += weighted;
  }
  const mean = total > 0 ? sum / total : 0;
  if (smooth !== "auto") {
    const smoothed = (place: number): number => (sums[place]! + smooth * mean) / (totals[place]! + smooth);
    return { mean, means: sums.map((_, place) => (totals[place]! + smooth > 0 ? smoothed(place) : mean)) };
  }
  const own = sums.map((each, place) => each / totals[place]!);
  const squares = new Float64Array(levels);
  let variance = 0;
  for (const row of rows) {
    const weight = weights ? weights[row]! : 1;
    squares[places[row]!]! += weight * (target[row]! - own[places[row]!]!) ** 2;
    variance += weight * (target[row]! - mean) ** 2;
  }
  variance /= total;
  const means = own.map((each, place) => {
    const count = totals[place]!;
    const share = (variance * count) / (variance * count + squares[place]! / count);
    return Number.isNaN(share) ? mean : share * each + (1 - share) * mean;
  });
  return { mean, means };
};
