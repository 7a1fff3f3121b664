/** A line through numbers that follow each other at even distances. */
export interface Trend {
  readonly mean: number;
  /** From one number to the next. */
  readonly slope: number;
  /** The slope over its standard error: beyond ±2 it is hardly chance. */
  readonly t: number;
  /** The deviation of the numbers around the line. */
  readonly noise: number;
}

/** The least squares line, with the standard error of its slope, s/√Σ(i − ī)². */
export const trendOf = (numbers: ArrayLike<number>, from = 0): Trend => {
  const n = numbers.length - from;
  const middle = (n - 1) / 2;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += numbers[from + i]! / n;
  let cross = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    cross += (i - middle) * (numbers[from + i]! - mean);
    square += (i - middle) ** 2;
  }
  const slope = square > 0 ? cross / square : 0;
  let rest = 0;
  for (let i = 0; i < n; i++) rest += (numbers[from + i]! - mean - slope * (i - middle)) ** 2;
  const noise = Math.sqrt(rest / Math.max(1, n - 2));
  const error = noise / Math.sqrt(square);
  return { mean, slope, noise, t: slope === 0 ? 0 : error > 0 ? slope / error : Math.sign(slope) * Infinity };
};
