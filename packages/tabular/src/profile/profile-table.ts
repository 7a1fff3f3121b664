import { TableError } from "../error.ts";
import { readTarget } from "../pipeline/read-target.ts";
import { type ColumnData, cellOf, isMissing, lengthOf, type NumberColumn } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import { columnProfile } from "./column-profile.ts";
import { correlationsOf } from "./correlations.ts";
import { explainedShare } from "./explained.ts";
import { findingsOf, findSplit } from "./findings/index.ts";
import type { SeenTarget } from "./findings/seen.ts";
import type { ColumnProfile, Profile } from "./profile.ts";
import { countRepeated, rowHashes } from "./row-hashes.ts";

export interface ProfileWishes {
  readonly target?: string | undefined;
  readonly split?: string | undefined;
}

/** What there is to see in a table that is held. */
export const profileTable = (table: Table, { target: name, split: told }: ProfileWishes): Profile => {
  if (told !== undefined) mustBeSplit(table, told);
  const target = name === undefined ? undefined : seenTarget(table, name);
  const split = told ?? findSplit(name === undefined ? table : table.without(name));
  const columns = table.data.map((data): ColumnProfile => {
    const seen = columnProfile(data);
    if (!target || data.name === name) return seen;
    return { ...seen, explains: explainedShare(data, target.values, target.rows) };
  });
  const measured = table.data.filter(isMeasured);
  const correlations = correlationsOf(measured, table.rows);
  const ids = new Set(columns.filter(({ type }) => type === "id").map((each) => each.name));
  const named = table.data.filter((data) => !ids.has(data.name));
  const repeatedRows = named.length === 0 ? 0 : countRepeated(rowHashes(named, table.rows));
  const findings = findingsOf({
    table,
    columns,
    correlations,
    repeatedRows,
    ...(split === undefined ? {} : { split }),
    ...(target ? { target } : {}),
  });
  return {
    rows: table.rows,
    columns,
    ...(target ? { target: target.profile } : {}),
    correlations,
    repeatedRows,
    findings,
  };
};

const isMeasured = (data: ColumnData): data is NumberColumn =>
  data.kind === "numbers" && (data.type === "number" || data.type === "integer" || data.type === "boolean");

/** The target as fitting would read it; one class is no error here, but a finding. */
export const seenTarget = (table: Table, column: string): SeenTarget => {
  const { data, missing } = table.column(column);
  const alone = onlyClass(data);
  if (alone !== undefined) {
    const rows = Int32Array.from({ length: table.rows }, (_, row) => row).filter((row) => !isMissing(data, row));
    const profile = { column, task: "classes" as const, missing, classes: [{ label: alone, rows: rows.length }] };
    return { profile, data, rows, values: { task: "classes", classes: [alone], codes: new Int32Array(rows.length) } };
  }
  const { target, rows = Int32Array.from({ length: table.rows }, (_, row) => row) } = readTarget(table, {
    target: column,
  });
  const { task } = target;
  if (task === "numbers") return { profile: { column, task, missing }, data, rows, values: target };
  const counts = new Float64Array(target.classes.length);
  for (const code of target.codes) counts[code]!++;
  const classes = target.classes
    .map((label, i) => ({ label: String(label), rows: counts[i]! }))
    .sort((a, b) => b.rows - a.rows);
  return { profile: { column, task, missing, classes }, data, rows, values: target };
};

/** The one value that a column has in all rows where it has any. */
const onlyClass = (data: ColumnData): string | undefined => {
  let first = -1;
  for (let row = 0; row < lengthOf(data); row++) {
    if (isMissing(data, row)) continue;
    if (first < 0) first = row;
    const differs =
      data.kind === "texts" ? data.codes[row] !== data.codes[first] : data.values[row] !== data.values[first];
    if (differs) return undefined;
  }
  return first < 0 ? undefined : String(cellOf(data, first));
};

const mustBeSplit = (table: Table, name: string): void => {
  const { data } = table.column(name);
  if (data.kind === "texts") return;
  throw new TableError("column", `A split is said by texts, such as train and test: \`${name}\` holds ${data.type}s.`);
};
