import type { Matrix } from "../../contract/matrix.ts";
import type { ClassTarget } from "../../contract/target.ts";

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
