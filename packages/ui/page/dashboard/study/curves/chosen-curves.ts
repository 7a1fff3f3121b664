import type { Direction } from "@kaviar/tune";
import { limits } from "../../../../src/server/limits.ts";
import type { TrialTable } from "../../table/trial-table.ts";

/** Which trials' curves are drawn. */
export interface ChosenCurves {
  /** By number. */
  readonly numbers: readonly number[];
  /** How many of those that are shown have reported anything. */
  readonly of: number;
}

/** As many as one request may ask for: of each kind a third. */
export const third = limits.curves / 3;

/** All trials that have reported; of many the best, the newest, and others spread evenly. */
export const chosenCurves = (table: TrialTable, objective: number, direction: Direction): ChosenCurves => {
  const { rows, standing, reports } = table;
  const all: number[] = [];
  for (let number = 0; number < rows; number++)
    if (!Number.isNaN(standing[number]!) && reports[number]! > 0) all.push(number);
  if (all.length <= 3 * third) return { numbers: all, of: all.length };
  const values = table.values[objective]!;
  const sign = direction === "maximize" ? -1 : 1;
  const best = all
    .filter((number) => !Number.isNaN(values[number]!))
    .sort((a, b) => sign * (values[a]! - values[b]!) || a - b)
    .slice(0, third);
  const taken = new Set([...best, ...all.slice(-third)]);
  const others = all.filter((number) => !taken.has(number));
  const room = Math.min(3 * third - taken.size, others.length);
  for (let at = 0; at < room; at++) taken.add(others[Math.floor((at * others.length) / room)]!);
  return { numbers: [...taken].sort((a, b) => a - b), of: all.length };
};
