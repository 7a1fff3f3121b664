import { TableError } from "../error.ts";

/** What is no number is no prediction: sums that overflowed, or a fit that ran away. */
export const checkPredictions = (owner: string, said: Float64Array, rows: number): void => {
  for (let i = 0; i < said.length; i++) {
    if (!Number.isNaN(said[i]!)) continue;
    const row = Math.floor((i * rows) / said.length);
    throw new TableError("data", `A prediction is a number: that of ${owner} for row ${row} is NaN.`, {
      remedy: "Numbers as large as 1e150 overflow in sums of squares: divide such columns first, or leave them out.",
    });
  }
};
