import { h, section } from "@kaviar/page";
import type { FitReport } from "../../../src/report/fit-report.ts";

/** So many are read at once; one more is no reason to fold. */
const most = 12;

const listOf = (notes: readonly string[]): HTMLElement => h("ul", {}, ...notes.map((note) => h("li", {}, note)));

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
  return section(
    "Notes",
    "What was decided on the way, and what is not shown here.",
    listOf(told.slice(0, most)),
    told.length > most
      ? h("details", {}, h("summary", {}, `and ${told.length - most} more`), listOf(told.slice(most)))
      : undefined,
  );
};
