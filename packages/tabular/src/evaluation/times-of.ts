import { TableError } from "../error.ts";
import { isMissing } from "../table/column.ts";
import type { Table } from "../table/table.ts";

/** The moment of each row, as numbers that rise with time. */
export const timesOf = (owner: string, table: Table, name: string): Float64Array => {
  const { data } = table.column(name);
  if (data.kind === "texts") {
    throw new TableError("column", `${owner} orders rows by time: \`${name}\` holds texts.`, {
      remedy: "Give a column of dates or of numbers.",
    });
  }
  for (let row = 0; row < table.rows; row++) {
    if (!isMissing(data, row)) continue;
    throw new TableError("column", `${owner} orders rows by time: \`${name}\` is missing at row ${row}.`, {
      remedy: "Leave such rows out first.",
    });
  }
  return data.values;
};
