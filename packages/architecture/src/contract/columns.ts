import type { ColumnData } from "@kaviar/tabular";

/** Rows of a table as plain data: columns with names, of numbers or of texts, with gaps or without. A table is that too. */
export interface ColumnRows {
  readonly data: readonly ColumnData[];
  readonly rows: number;
}

/** What a network has to know of encoded columns. */
export interface PreparedColumns {
  /** Numbers of a row, and the borders of the intervals of each; none of what is 0 or 1. */
  readonly edges: readonly (readonly number[])[];
  /** Columns of levels, and different levels in all of them. */
  readonly texts: number;
  readonly levels: number;
}
