import { TableError } from "../../error.ts";
import type { NumberColumn } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";

/**
 * The columns that steps on numbers act on: all that hold numbers, but for dates, whose milliseconds say nothing before
 * `dateParts` or `encode` made something of them. The values to learn from are finite or missing.
 */
export const measuredColumns = (owner: string, { data }: Table): readonly NumberColumn[] => {
  const measured = data.flatMap((column) => (column.kind === "numbers" && column.type !== "date" ? [column] : []));
  for (const { name, values } of measured) {
    const row = values.findIndex((value) => Math.abs(value) === Infinity);
    if (row >= 0) {
      throw new TableError(
        "data",
        `${owner} learns from finite numbers: \`${name}\` is ${values[row]} at row ${row}.`,
        {
          remedy: "Replace infinite values by null first, and impute them.",
        },
      );
    }
  }
  return measured;
};

/** The values that are there, in rising order. */
export const sortedValues = (values: Float64Array): Float64Array =>
  values.filter((value) => !Number.isNaN(value)).sort();

/** A quantile of sorted values, between two of them in proportion, as numpy's. (Hyndman & Fan 1996, definition 7) */
export const quantileOf = (sorted: Float64Array, share: number): number => {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const part = at - below;
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
};
