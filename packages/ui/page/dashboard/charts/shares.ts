import { firstAtLeast } from "@kaviar/base/numerics";
import type { Direction } from "@kaviar/tune";
import { standings } from "../../../src/columns/standing.ts";
import type { TrialTable } from "../table/trial-table.ts";

/** Where each complete trial stands among those that are shown. */
export interface Shares {
  /** By number: 0 the best, 1 the worst, equal ones at the same place; NaN of all others. */
  readonly shares: Float32Array;
  /** How many have one, and which is the best. */
  readonly ranked: number;
  readonly best: number | undefined;
}

const complete = standings.indexOf("complete");

export const sharesOf = ({ rows, standing, values }: TrialTable, objective: number, direction: Direction): Shares => {
  const sign = direction === "maximize" ? -1 : 1;
  const column = values[objective]!;
  const isRanked = (number: number) => standing[number] === complete && Number.isFinite(column[number]!);
  const losses: number[] = [];
  let best: number | undefined;
  for (let number = 0; number < rows; number++) {
    if (!isRanked(number)) continue;
    losses.push(sign * column[number]!);
    if (best === undefined || sign * column[number]! < sign * column[best]!) best = number;
  }
  const sorted = Float64Array.from(losses).sort();
  const shares = new Float32Array(rows).fill(Number.NaN);
  for (let number = 0; number < rows; number++)
    if (isRanked(number))
      shares[number] = firstAtLeast(sorted, sign * column[number]!) / Math.max(sorted.length - 1, 1);
  return { shares, ranked: sorted.length, best };
};
