import { fTail } from "@kaviar/base/numerics";
import type { NumberTarget } from "../../../contract/target.ts";
import type { ColumnScore } from "./column-score.ts";

/** F = r² / (1 − r²) · (n − 2), where r is the correlation of column and target. */
export const correlation: ColumnScore<NumberTarget> = {
  task: "numbers",
  of: (columns, target) => {
    const y = centred(target.values);
    const freedom = y.values.length - 2;
    const scores = Float64Array.from(columns, ({ values }) => {
      const x = centred(values);
      let product = 0;
      for (let row = 0; row < x.values.length; row++) product += x.values[row]! * y.values[row]!;
      const square = Math.min(1, product ** 2 / (x.squares * y.squares));
      return (square / (1 - square)) * freedom;
    });
    return { scores, pValues: scores.map((score) => fTail(score, 1, freedom)) };
  },
};

const centred = (values: Float64Array): { readonly values: Float64Array; readonly squares: number } => {
  const isConstant = values.every((value) => value === values[0]);
  const mean = isConstant ? values[0]! : values.reduce((sum, value) => sum + value, 0) / values.length;
  const apart = values.map((value) => value - mean);
  return { values: apart, squares: apart.reduce((sum, value) => sum + value * value, 0) };
};
