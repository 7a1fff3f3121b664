import type { Acquisition } from "./acquisition.ts";

/** A row and what it is worth: less is better. */
export interface Placed {
  readonly row: Float64Array;
  readonly value: number;
}

/** Half the side of the box that counts as one niche, in shares of each axis. */
const reach = 0.1;

const isNear = (centre: Float64Array, row: Float64Array, categorical: readonly boolean[]): boolean => {
  for (let i = 0; i < row.length; i++) {
    const off = Math.abs(row[i]! - centre[i]!);
    if (categorical[i] ? off > 0 : off > reach) return false;
  }
  return true;
};

/**
 * The niches that were searched through: around the best row, then around the best outside of that, and so on, as long
 * as the niche holds many rows and the latest of them brought next to nothing. Rows come in the order of the trials.
 */
export const searchedThrough = (rows: readonly Placed[], categorical: readonly boolean[]): readonly Float64Array[] => {
  const patience = Math.max(5, Math.ceil(categorical.length / 2));
  const centres: Float64Array[] = [];
  let left = rows.filter(({ value }) => value < Infinity);
  const order = left.map(({ value }) => value).sort((a, b) => a - b);
  const range = order[Math.floor(order.length / 2)]! - order[0]!;
  while (left.length > 0 && centres.length < 10) {
    const centre = left.reduce((a, b) => (b.value < a.value ? b : a));
    const inside = left.filter(({ row }) => isNear(centre.row, row, categorical));
    const earlier = inside.slice(0, -patience).reduce((least, { value }) => Math.min(least, value), Infinity);
    if (inside.length < 2 * patience || earlier - centre.value > 1e-3 * range) break;
    centres.push(centre.row);
    left = left.filter(({ row }) => !isNear(centre.row, row, categorical));
  }
  return centres;
};

/** The best value outside of all niches; Infinity when there is none. */
export const bestOutside = (
  rows: readonly Placed[],
  niches: readonly Float64Array[],
  categorical: readonly boolean[],
): number =>
  rows
    .filter(({ row }) => !niches.some((centre) => isNear(centre, row, categorical)))
    .reduce((least, { value }) => Math.min(least, value), Infinity);

/** The same acquisition, with nothing to gain inside the niches. */
export const outside = (
  acquisition: Acquisition,
  niches: readonly Float64Array[],
  categorical: readonly boolean[],
): Acquisition => {
  if (niches.length === 0) return acquisition;
  return (row, gradient) => {
    if (!niches.some((centre) => isNear(centre, row, categorical))) return acquisition(row, gradient);
    gradient?.fill(0);
    return -1e6;
  };
};
