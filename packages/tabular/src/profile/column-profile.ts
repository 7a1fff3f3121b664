import { type ColumnData, missingIn } from "../table/column.ts";
import { binsOf, countDistinct, sortedFinite, summarize } from "./number-summary.ts";
import type { ColumnProfile } from "./profile.ts";

/** What there is to see in a column alone. */
export const columnProfile = (column: ColumnData): ColumnProfile => {
  const { name, type, why = "" } = column;
  const basics = { name, type, why, missing: missingIn(column) };
  if (column.kind === "texts") {
    const counts = new Float64Array(column.levels.length);
    for (const code of column.codes) if (code >= 0) counts[code]!++;
    return { ...basics, distinct: counts.filter((rows) => rows > 0).length, common: commonest(column.levels, counts) };
  }
  const sorted = sortedFinite(column.values);
  const numbers = summarize(column.values, sorted);
  const distinct = countDistinct(sorted) + countInfinities(column.values);
  if (type === "boolean") {
    const truths = sorted.reduce((sum, value) => sum + value, 0);
    const common = commonest(["true", "false"], Float64Array.of(truths, sorted.length - truths));
    return { ...basics, distinct, common };
  }
  const bins = binsOf(sorted, type !== "date" && sorted.every(Number.isInteger));
  return { ...basics, distinct, ...(numbers ? { numbers } : {}), ...(bins ? { bins } : {}) };
};

const countInfinities = (values: Float64Array): number =>
  Number(values.includes(Infinity)) + Number(values.includes(-Infinity));

const mostCommon = 10;

const commonest = (levels: readonly string[], counts: Float64Array): NonNullable<ColumnProfile["common"]> =>
  levels
    .map((value, i) => ({ value, rows: counts[i]! }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows)
    .slice(0, mostCommon);
