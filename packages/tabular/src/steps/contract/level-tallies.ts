import type { Parts } from "../../contract/in-parts.ts";
import { missingIn } from "../../table/column.ts";
import { byLevel, categoriesOf, levelCounts } from "./texts.ts";

/** What is counted of a column of categories. */
export interface LevelTally {
  readonly name: string;
  readonly levels: readonly { readonly level: string; readonly count: number }[];
  readonly missing: number;
}

/** The levels of all columns of categories in rows that come in parts, in the order in which one table has them. */
export const levelTallies = async (
  parts: Parts,
  numbers: boolean,
): Promise<{ readonly rows: number; readonly columns: readonly LevelTally[] }> => {
  let rows = 0;
  const found = new Map<
    string,
    { type: Parameters<typeof byLevel>[0]; counts: Map<string, number>; missing: number }
  >();
  for await (const { table } of parts) {
    rows += table.rows;
    for (const column of categoriesOf(table, numbers)) {
      const own = found.get(column.name) ?? { type: column.type, counts: new Map(), missing: 0 };
      found.set(column.name, own);
      own.missing += missingIn(column);
      for (const { level, count } of levelCounts(column)) own.counts.set(level, (own.counts.get(level) ?? 0) + count);
    }
  }
  return {
    rows,
    columns: [...found].map(([name, { type, counts, missing }]) => ({
      name,
      missing,
      levels: [...counts].map(([level, count]) => ({ level, count })).sort(byLevel(type)),
    })),
  };
};
