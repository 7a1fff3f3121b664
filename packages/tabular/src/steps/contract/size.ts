import { TableError } from "../../error.ts";

/** What a small machine can hold: more is hardly meant. */
const most = { gigabytes: 2, columns: 100_000 };

/** Refuses what would make too large a table, before memory is taken for it. */
export const checkSize = (owner: string, rows: number, columns: number, remedy: string): void => {
  const gigabytes = (rows * columns * 8) / 2 ** 30;
  if (gigabytes <= most.gigabytes && columns <= most.columns) return;
  throw new TableError(
    "data",
    `${owner} makes at most ${most.columns} columns, of ${most.gigabytes} GB: here it would make ${columns}, ` +
      `which take ${gigabytes.toPrecision(2)} GB for ${rows} rows.`,
    { remedy },
  );
};
