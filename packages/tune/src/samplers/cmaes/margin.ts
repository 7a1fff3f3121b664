import { firstAtLeast, normalCdf, normalQuantile } from "@kaviar/base/numerics";
import type { Gaussian } from "./gaussian.ts";

/** A coordinate of which only the cell matters: the cells' inner borders, ascending. */
export interface Cells {
  readonly at: number;
  readonly borders: Float64Array;
}

export const cellOf = (borders: Float64Array, x: number): number => firstAtLeast(borders, x);

/**
 * CMA-ES with Margin: after each update, mean and spread of a discrete coordinate are moved as little as is needed for
 * the neighbouring cells to keep a probability of `margin`, so that it never freezes. `stretch` is the diagonal of the
 * paper's A: coordinate i is drawn as mᵢ + Aᵢ(xᵢ − mᵢ). (Hamano, Saito, Nomura & Shirakawa 2022)
 */
export const correctMargin = (
  gaussian: Gaussian,
  stretch: Float64Array,
  discrete: readonly Cells[],
  margin: number,
): void => {
  const { mean, sigma, covariance } = gaussian;
  const n = mean.length;
  for (const { at, borders } of discrete) {
    const m = mean[at]!;
    const cell = cellOf(borders, m);
    const low = borders[Math.max(cell - 1, 0)]!;
    const high = borders[Math.min(cell, borders.length - 1)]!;
    const deviation = sigma * Math.sqrt(covariance[at * n + at]!);
    const spread = deviation * stretch[at]!;
    const below = normalCdf((low - m) / spread);
    const above = 1 - normalCdf((high - m) / spread);
    // With two cells there is one border, also where the mean lies on it.
    if (Math.max(below, above) > 0.5 || low === high) {
      if (Math.min(below, above) < margin) mean[at] = high + Math.sign(m - high) * spread * -normalQuantile(margin);
      continue;
    }
    const between = 1 - below - above;
    const [p, q] = [Math.max(below, margin / 2), Math.max(above, margin / 2)];
    const excess = (1 - p - q - between) / (p + between + q - 1.5 * margin);
    const zLow = -normalQuantile(clamp(p + excess * (p - margin / 2)));
    const zHigh = -normalQuantile(clamp(q + excess * (q - margin / 2)));
    stretch[at] = (high - low) / ((zLow + zHigh) * deviation);
    mean[at] = (low * zHigh + high * zLow) / (zLow + zHigh);
  }
};

const clamp = (p: number): number => Math.min(Math.max(p, 1e-10), 0.5 - 1e-10);
