import { foldedList, section } from "@kaviar/page";
import type { FitReport } from "../../../src/report/fit-report.ts";

/** What was decided on the way, and what is not shown. */
export const notes = ({ notes: decided, omitted, profile }: FitReport): HTMLElement | undefined => {
  const columns =
    profile.columns.length < profile.of ? [`Of ${profile.of} columns ${profile.columns.length} are profiled.`] : [];
  const rows =
    profile.sampled === undefined ? [] : [`The profile is of ${profile.sampled} rows drawn from ${profile.rows}.`];
  const missing = [...omitted, ...columns, ...rows];
  if (decided.length + missing.length === 0) return undefined;
  // A step may have a note of each column: what there was no time for is to be seen before them.
  const told = [...missing, ...decided];
  return section("Notes", "What was decided on the way, and what is not shown here.", ...foldedList(told));
};
