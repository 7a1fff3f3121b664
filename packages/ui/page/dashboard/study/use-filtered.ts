import { useRef } from "preact/hooks";
import { UiError } from "../../../src/error.ts";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { type Matches, matching } from "../filter/matching.ts";
import { parseFilter } from "../filter/parse-filter.ts";
import type { TrialTable } from "../table/trial-table.ts";
import type { Filtered, Shown } from "./study-page.tsx";

/** Why a filter is none for this study; undefined where it is one. */
export const faultOf = (filter: string, table: TrialTable, study: StudySummary): UiError | undefined => {
  const read = matchesOf(filter, table, study);
  return read instanceof UiError ? read : undefined;
};

const matchesOf = (filter: string, table: TrialTable, study: StudySummary): Matches | UiError => {
  try {
    return matching(parseFilter(filter), table, study);
  } catch (error) {
    if (error instanceof UiError) return error;
    throw error;
  }
};

interface Kept {
  readonly base: Shown;
  readonly filter: string;
  readonly isRead: boolean;
  readonly filtered: Filtered;
}

/**
 * The trials that pass a filter, as a table in which all others are not known: whatever draws from it shows those alone.
 * Of a change only the trials that it is about are looked at.
 */
export const useFiltered = (
  study: StudySummary | undefined,
  base: Shown | undefined,
  filter: string,
): Filtered | undefined => {
  const kept = useRef<Kept>(undefined);
  const before = kept.current;
  if (study === undefined || base === undefined) return undefined;
  if (before?.base === base && before.filter === filter) return before.filtered;
  const matches = filter.trim() === "" ? undefined : matchesOf(filter, base.table, study);
  const isRead = typeof matches === "function";
  const follows =
    before !== undefined &&
    before.base.table === base.table &&
    before.base.version === base.version - 1 &&
    before.filter === filter &&
    before.isRead === isRead;
  const changed = follows ? base.changed : undefined;
  const { table } = base;
  const standing = isRead
    ? passing(table, matches, changed && before!.filtered.table.standing, changed)
    : table.standing;
  const of = known(table.standing, table.rows);
  const filtered: Filtered = {
    table: isRead ? { ...table, standing } : table,
    version: (before?.filtered.version ?? 0) + 1,
    changed,
    count: isRead ? known(standing, table.rows) : of,
    of,
    fault: matches instanceof UiError ? matches : undefined,
  };
  kept.current = { base, filter, isRead, filtered };
  return filtered;
};

const known = (standing: Float64Array, rows: number): number => {
  let count = 0;
  for (let number = 0; number < rows; number++) if (!Number.isNaN(standing[number]!)) count++;
  return count;
};

/** The standings of those that pass; from those of before, where only some have changed since. */
const passing = (
  table: TrialTable,
  matches: Matches,
  before: Float64Array | undefined,
  changed: readonly number[] | undefined,
): Float64Array => {
  const standing =
    before?.length === table.standing.length ? before : new Float64Array(table.standing.length).fill(Number.NaN);
  if (before !== undefined && before !== standing) standing.set(before);
  const look = (number: number) => {
    standing[number] = matches(number) ? table.standing[number]! : Number.NaN;
  };
  if (before !== undefined && changed !== undefined) changed.forEach(look);
  else for (let number = 0; number < table.rows; number++) look(number);
  return standing;
};
