import type { Bins, NumberSummary } from "./profile.ts";

/** Values that are there and finite, in order. */
export const sortedFinite = (values: Float64Array): Float64Array => values.filter(Number.isFinite).sort();

/** The value below which a share of the sorted ones lies. */
export const quantile = (sorted: Float64Array, share: number): number => {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const [a, b] = [sorted[low]!, sorted[Math.min(low + 1, sorted.length - 1)]!];
  return a + (at - low) * (b - a);
};

export const summarize = (values: Float64Array, sorted: Float64Array): NumberSummary | undefined => {
  let infinite = 0;
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isFinite(value)) infinite++;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (sorted.length === 0) return undefined;
  const mean = sorted.reduce((sum, value) => sum + value / sorted.length, 0);
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2 / sorted.length, 0);
  return {
    mean,
    deviation: Math.sqrt(variance),
    low: least,
    quarter: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    threeQuarters: quantile(sorted, 0.75),
    high: most,
    infinite,
  };
};

export const countDistinct = (sorted: Float64Array): number => {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
};

const mostBins = 20;
/** Beyond so many times the width of the middle 98 in a hundred, a tail would leave all else in one bin. */
const longTail = 4;

/**
 * Bins of equal width; where a few values lie far out, the first and the last reach out to them. Of whole numbers the width
 * is one.
 */
export const binsOf = (sorted: Float64Array, isWhole: boolean): Bins | undefined => {
  if (sorted.length === 0) return undefined;
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  if (low === high) return { edges: [low, high], counts: [sorted.length] };
  let [from, to] = [quantile(sorted, 0.01), quantile(sorted, 0.99)];
  if (high - low <= longTail * (to - from) || from === to) [from, to] = [low, high];
  if (isWhole) [from, to] = [Math.floor(from), Math.ceil(to) + 1];
  const width = isWhole ? Math.ceil((to - from) / mostBins) : (to - from) / mostBins;
  const count = isWhole ? Math.ceil((to - from) / width) : mostBins;
  const edges = Array.from({ length: count + 1 }, (_, i) => from + i * width);
  edges[0] = low;
  edges[count] = Math.max(edges[count]!, high);
  const counts = new Array<number>(count).fill(0);
  for (const value of sorted) {
    const at = Math.min(Math.max(Math.floor((value - from) / width), 0), count - 1);
    counts[at] = counts[at]! + 1;
  }
  return { edges, counts };
};
