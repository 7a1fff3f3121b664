import type { Direction } from "@kaviar/tune";
import { standings } from "../../../src/columns/standing.ts";
import type { TrialTable } from "./trial-table.ts";

const complete = standings.indexOf("complete");

/** Where the best became better, by number. */
export type BestSoFar = readonly { readonly trial: number; readonly value: number }[];

/** The best feasible value so far by number, where it changed; of equals the earlier one stays. */
export const bestSoFar = (
  { rows, standing, values }: TrialTable,
  objective: number,
  direction: Direction,
): BestSoFar => {
  const column = values[objective]!;
  const best: { trial: number; value: number }[] = [];
  let leader = direction === "minimize" ? Infinity : -Infinity;
  for (let trial = 0; trial < rows; trial++) {
    const value = column[trial]!;
    if (standing[trial] !== complete) continue;
    if (best.length > 0 && (direction === "minimize" ? !(value < leader) : !(value > leader))) continue;
    if (Number.isNaN(value)) continue;
    best.push({ trial, value });
    leader = value;
  }
  return best;
};
