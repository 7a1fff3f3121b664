import { inactive } from "./encode.ts";
import type { Weights } from "./kernel.ts";
import { pairOf } from "./slope-pair.ts";
import type { Slopes } from "./slopes.ts";

/** The covariance of a point with slopes at some rows, kept behind those with the rows, without what earlier studies say. */
export interface SlopeCorrelations {
  /** Writes them for a point. */
  at(row: Float64Array, k: Float64Array): void;
  /** Adds how what they make of the mean and of the variance changes with the point. */
  addSlopes(
    row: Float64Array,
    alpha: Float64Array,
    u: Float64Array,
    meanSlope: Float64Array,
    varianceSlope: Float64Array,
  ): void;
}

export const slopeCorrelations = (
  rows: readonly Float64Array[],
  { of, along }: Slopes,
  categorical: readonly boolean[],
  weights: Weights,
): SlopeCorrelations => {
  const pair = pairOf(categorical, weights);
  const each = (row: Float64Array, visit: (r: number, axis: number) => void): void => {
    for (let r = 0; r < of.length; r++) {
      if (r === 0 || of[r] !== of[r - 1]) pair.set(row, rows[of[r]!]!);
      visit(rows.length + r, along[r]!);
    }
  };
  return {
    at: (row, k) =>
      each(row, (r, b) => {
        k[r] = pair.right(b);
      }),
    addSlopes: (row, alpha, u, meanSlope, varianceSlope) => {
      const moving = [...categorical.keys()].filter((a) => !categorical[a] && row[a] !== inactive);
      each(row, (r, b) => {
        for (const a of moving) {
          const changed = pair.both(a, b);
          meanSlope[a]! += changed * alpha[r]!;
          varianceSlope[a]! -= 2 * changed * u[r]!;
        }
      });
    },
  };
};
