import type { Parts } from "../../contract/in-parts.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { ClassTarget } from "../../contract/target.ts";
import type { Table } from "../../table/table.ts";
import { classTarget } from "./class-target.ts";
import { classTotals } from "./class-totals.ts";

/** For each class a row, for each column the weighted sum over the rows of that class. */
export const classSums = (
  { rows, columns, values }: Matrix,
  { classes, codes }: ClassTarget,
  weights: Float64Array | undefined,
): Float64Array => {
  const sums = new Float64Array(classes.length * columns);
  for (let row = 0; row < rows; row++) {
    const weight = weights ? weights[row]! : 1;
    const into = codes[row]! * columns;
    for (let j = 0; j < columns; j++) sums[into + j]! += weight * values[row * columns + j]!;
  }
  return sums;
};

/** The same of rows that come in parts, and the weight of each class. */
export const classSumsInParts = async (
  owner: string,
  parts: Parts,
  matrixOf: (table: Table) => Matrix,
): Promise<{ readonly sums: Float64Array; readonly totals: Float64Array }> => {
  let all: { readonly sums: Float64Array; readonly totals: Float64Array } | undefined;
  for await (const { table, target, weights } of parts) {
    const classes = classTarget(owner, target);
    const [sums, totals] = [classSums(matrixOf(table), classes, weights), classTotals(classes, weights)];
    all = all
      ? { sums: all.sums.map((each, i) => each + sums[i]!), totals: all.totals.map((each, i) => each + totals[i]!) }
      : { sums, totals };
  }
  return all!;
};
