import type { Warped } from "./warp-values.ts";

/** The slopes a model learns from, one after the other; those of one row stand together. */
export interface Slopes {
  /** The row of each. */
  readonly of: Int32Array;
  /** Its axis. */
  readonly along: Int32Array;
  /** How the value changes there. */
  readonly steepness: Float64Array;
}

/** A model with so many slopes takes about as long as one with as many more trials. */
const most = 120;

/** What is steeper than a thousand times the range of all values along an axis is no slope of theirs. */
const steepest = 1000;

/** The slopes that are used, of those that were told (NaN along an axis: nothing): those at the best values, as many as there is room for. */
export const usedSlopes = (
  slopes: readonly (Float64Array | undefined)[],
  values: readonly number[],
): Slopes | undefined => {
  const rows = slopes.flatMap((slope, row) => (slope === undefined ? [] : [row]));
  if (rows.length === 0) return undefined;
  const range = values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  const used: { readonly row: number; readonly axis: number; readonly slope: number }[] = [];
  for (const row of rows.sort((a, b) => values[a]! - values[b]!)) {
    const own = Array.from(slopes[row]!, (slope, axis) => ({ row, axis, slope }));
    const usable = own.filter(({ slope }) => Math.abs(slope) <= steepest * range);
    if (used.length + usable.length > most) break;
    used.push(...usable);
  }
  if (used.length === 0) return undefined;
  return {
    of: Int32Array.from(used, ({ row }) => row),
    along: Int32Array.from(used, ({ axis }) => axis),
    steepness: Float64Array.from(used, ({ slope }) => slope),
  };
};

/** The slopes of values that are bent and scaled, dz/du = dz/dy · dy/du, and Σ ln dz/dy, as of the values. */
export const warpSlopes = (
  slopes: Slopes,
  values: readonly number[],
  { logSlope }: Warped,
): Slopes & { readonly logJacobian: number } => {
  const logs = Float64Array.from(slopes.of, (row) => logSlope(values[row]!));
  return {
    ...slopes,
    steepness: slopes.steepness.map((each, r) => each * Math.exp(logs[r]!)),
    logJacobian: logs.reduce((sum, each) => sum + each, 0),
  };
};
