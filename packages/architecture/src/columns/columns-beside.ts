import { law } from "@kaviar/base/check";
import { type ReadOptions, readTable, type Table } from "@kaviar/tabular";

type Known = NonNullable<ReadOptions["like"]>[number];

/** Columns that come beside something else: all others of a table, some by name, or some as they were read before. */
export type ColumnsAsked = "all" | readonly (string | Known)[];

const isAsked = (value: unknown): boolean =>
  typeof value === "string" || (typeof value === "object" && value !== null && "name" in value);

export const columnsLaw = law<ColumnsAsked>(
  '"all", or a list of columns: their names, or what a schema says of them',
  (value) => value === "all" || (Array.isArray(value) && value.length > 0 && value.every(isAsked)),
  'Such as ["price", "brand"].',
);

/** The chosen columns of a table; those that are taken for something else are not among all. */
export const columnsBeside = async (table: string, asked: ColumnsAsked, taken: readonly string[]): Promise<Table> => {
  if (asked === "all") {
    const rows = await readTable(table);
    return rows.select(rows.columns.filter((name) => !taken.includes(name)));
  }
  const like = asked.filter((column): column is Known => typeof column === "object");
  const rows = await readTable(table, like.length > 0 ? { like } : {});
  return rows.select(asked.map((column) => (typeof column === "string" ? column : column.name)));
};
