import { logCumulative } from "@kaviar/base/numerics";
import type { Domain, Value } from "../space/dimension.ts";
import { indexOf, sizeOf, warp } from "../space/domain.ts";

const mostPoints = 50;

/**
 * A Parzen estimate of where the values of one parameter lie, on a grid of at most 50 points on its scale: a kernel at
 * each grid point that has values, its width by Scott's rule (1992), and one broad kernel as a prior. Categories are
 * counted instead. (Watanabe et al. 2023, as in Optuna)
 */
export const gridDensity = (domain: Domain, values: readonly Value[]): Float64Array => {
  const counts = countOnGrid(domain, values);
  const seen = [...counts.keys()].filter((i) => counts[i]! > 0);
  const density =
    domain.kind === "categorical" && !domain.ordered ? ofCategories(counts, seen) : ofNumbers(counts, seen);
  return density.map((each) => each + 1e-12);
};

const countOnGrid = (domain: Domain, values: readonly Value[]): Float64Array => {
  const size = sizeOf(domain);
  if (domain.kind === "categorical") {
    const counts = new Float64Array(size);
    for (const value of values) counts[indexOf(domain, value)]!++;
    return counts;
  }
  const isLogInt = domain.kind === "int" && domain.scale === "log";
  const fitting = isLogInt ? Math.ceil(Math.log2(domain.high - domain.low + 1)) + 1 : size;
  const counts = new Float64Array(Math.min(fitting, mostPoints));
  const low = warp(domain.scale, domain.low);
  const step = (warp(domain.scale, domain.high) - low) / (counts.length - 1);
  for (const value of values) {
    const at = Math.ceil((warp(domain.scale, value as number) - low) / step - 0.5);
    counts[Math.min(Math.max(at, 0), counts.length - 1)]!++;
  }
  return counts;
};

/** The prior counts as one value, spread evenly; and each kernel gives an even share of 1 to the other choices. */
const ofCategories = (counts: Float64Array, seen: readonly number[]): Float64Array => {
  const blur = 1 / (seen.length + 1);
  const total = counts.reduce((sum, count) => sum + count, 1);
  const elsewhere = blur / (1 + blur * counts.length);
  return counts.map((count) => {
    const kernels = (total - 1) * elsewhere + count / (1 + blur * counts.length);
    return (kernels + 1 / counts.length) / total;
  });
};

const ofNumbers = (counts: Float64Array, seen: readonly number[]): Float64Array => {
  const total = seen.reduce((sum, i) => sum + counts[i]!, 0);
  const width = Math.max(scottWidth(counts, seen, total), 0.5 / 1.64);
  const density = new Float64Array(counts.length);
  const last = counts.length - 1;
  const add = (center: number, sigma: number, weight: number) => {
    const below = (x: number) => Math.exp(logCumulative((x - center) / sigma));
    const inside = below(last + 0.5) - below(-0.5);
    for (let i = 0; i <= last; i++) density[i]! += (weight * (below(i + 0.5) - below(i - 0.5))) / inside;
  };
  for (const i of seen) add(i, width, counts[i]! / (total + 1));
  add(last / 2, last + 1, 1 / (total + 1));
  return density;
};

/** 1.059 · min(IQR / 1.34, σ) · n^(−1/5). */
const scottWidth = (counts: Float64Array, seen: readonly number[], total: number): number => {
  const mean = seen.reduce((sum, i) => sum + i * counts[i]!, 0) / total;
  const variance = seen.reduce((sum, i) => sum + (i - mean) ** 2 * counts[i]!, 0) / Math.max(1, total - 1);
  let below = 0;
  const cumulative = seen.map((i) => {
    below += counts[i]!;
    return below;
  });
  const firstQuartile = cumulative.findIndex((count) => count >= Math.floor(total / 4));
  const thirdQuartile = cumulative.findIndex((count) => count > Math.floor((total * 3) / 4));
  const spread = (thirdQuartile === -1 ? seen.at(-1)! : seen[thirdQuartile]!) - seen[firstQuartile]!;
  return 1.059 * Math.min(spread / 1.34, Math.sqrt(variance)) * total ** -0.2;
};
