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

/** A line through so many numbers is as sure as one needs; of more, means over stretches are taken. */
const most = 256;

/** The least squares line, with the standard error of its slope, s/√Σ(i − ī)². */
export const trendOf = (numbers: ArrayLike<number>, from = 0): Trend => {
  const every = Math.ceil((numbers.length - from) / most);
  if (every > 1) {
    const means = meansOver(numbers, from, every);
    const { mean, slope, noise, t } = trendOf(means);
    // The noise of means of k numbers is √k times less than that of the numbers.
    return { mean, slope: slope / every, noise: noise * Math.sqrt(every), t };
  }
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

/** Means over stretches that end at the last number; what is left over at the beginning is left out. */
const meansOver = (numbers: ArrayLike<number>, from: number, every: number): Float64Array => {
  const count = Math.floor((numbers.length - from) / every);
  const first = numbers.length - count * every;
  const means = new Float64Array(count);
  for (let i = first; i < numbers.length; i++) means[Math.floor((i - first) / every)]! += numbers[i]! / every;
  return means;
};
