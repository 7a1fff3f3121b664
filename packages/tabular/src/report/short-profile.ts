import type { ColumnProfile } from "../profile/profile.ts";
import { profileTable } from "../profile/profile-table.ts";
import type { Table } from "../table/table.ts";
import type { ShortProfile } from "./fit-report.ts";
import { shownWords } from "./shown-words.ts";
import { someRows } from "./some-rows.ts";

const mostRows = 20_000;
const mostColumns = 200;
const mostCommon = 3;

/** The profile of a table without what only its own page shows: columns that say most of the target first. */
export const shortProfile = (table: Table, target: string, seed: number): ShortProfile => {
  const others = table.columns.filter((name) => name !== target).slice(0, mostColumns);
  const looked = someRows(table.select(target, others), mostRows, seed);
  const seen = profileTable(looked, { target });
  const columns = seen.columns
    .filter(({ name }) => name !== target)
    .sort((a, b) => (b.explains ?? 0) - (a.explains ?? 0))
    .map(inShort);
  const targetColumn = seen.columns.find(({ name }) => name === target);
  return {
    rows: table.rows,
    of: table.columns.length - 1,
    columns,
    findings: seen.findings,
    repeatedRows: seen.repeatedRows,
    ...(seen.target && { target: seen.target }),
    ...(targetColumn && { targetColumn }),
    ...(looked.rows < table.rows && { sampled: looked.rows }),
  };
};

const inShort = ({ bins: _, common, ...column }: ColumnProfile): ColumnProfile => ({
  ...column,
  ...(common && {
    common: common.slice(0, mostCommon).map(({ value, rows }) => ({ value: shownWords(value), rows })),
  }),
});
