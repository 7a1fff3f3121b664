import { choice } from "@kaviar/tune";
import { learnColumns } from "../../columns/column-encoding.ts";
import type { ColumnRows } from "../../contract/columns.ts";
import type { Preparation } from "../../contract/family.ts";

/** What is searched about how columns go in. */
export const columnSpace = {
  /** Intervals of a column of numbers; 0 for numbers as they are. */
  bins: choice([0, 8, 16, 32], { tag: "model" }),
  /** Learned numbers for each level of a column of texts. */
  level: choice([4, 8, 16], { tag: "model" }),
};

/** Rows of a table as numbers and levels. */
export const prepareColumns = ({ bins }: { readonly bins: number }, rows: ColumnRows): Preparation<"table"> => {
  const { encode, json, prepared } = learnColumns(rows, bins);
  return { encode: encode as never, json: json as never, prepared: { columns: prepared } };
};
