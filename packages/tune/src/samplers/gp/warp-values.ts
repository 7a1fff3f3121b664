/**
 * How far values are stretched before they are modelled: y → ln((y − min)/(median − min) + δ), or not at all (δ = ∞). A
 * small δ opens up what lies near the best and closes the tail; the evidence says which one fits.
 * (Snelson, Rasmussen & Ghahramani 2004)
 */
export const stretches: readonly number[] = [Infinity, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0001];

/** Values as the model sees them: stretched, with mean 0 and spread 1. */
export interface Warped {
  readonly y: Float64Array;
  /** Σ ln dz/dy: what makes the evidence of differently stretched values comparable. */
  readonly logJacobian: number;
  /** The same for another value. */
  of(value: number): number;
  /** ln dz/dy at a value. */
  logSlope(value: number): number;
}

export const warpValues = (values: readonly number[], stretch: number): Warped => {
  const sorted = Float64Array.from(values).sort();
  const [bend, logSlope] = bendOf(sorted, stretch);
  const bent = Float64Array.from(values, bend);
  const mean = bent.reduce((sum, each) => sum + each, 0) / bent.length;
  const deviation = Math.sqrt(bent.reduce((sum, each) => sum + (each - mean) ** 2, 0) / bent.length) || 1;
  const of = (value: number): number => (bend(value) - mean) / deviation;
  return {
    y: Float64Array.from(values, of),
    logJacobian: values.reduce((sum, value) => sum + logSlope(value), 0) - values.length * Math.log(deviation),
    of,
    logSlope: (value) => logSlope(value) - Math.log(deviation),
  };
};

/** The bend, which goes on straight below the best, and the logarithm of its slope. */
const bendOf = (
  sorted: Float64Array,
  stretch: number,
): readonly [bend: (value: number) => number, logSlope: (value: number) => number] => {
  const low = sorted[0] ?? 0;
  const range = (sorted[Math.floor(sorted.length / 2)] ?? 0) - low || (sorted.at(-1) ?? 0) - low || 1;
  if (stretch === Infinity) return [(value) => (value - low) / range, () => -Math.log(range)];
  return [
    (value) => {
      const t = (value - low) / range;
      return t < 0 ? Math.log(stretch) + t / stretch : Math.log(t + stretch);
    },
    (value) => -Math.log(range * (Math.max((value - low) / range, 0) + stretch)),
  ];
};
