import { ModelError } from "../../error.ts";
import type { Scores } from "./metric.ts";
import { checkNumbers, type Numbers, valuesOf } from "./values.ts";
import { totalOf, weightsOf } from "./weights.ts";

/** Predictions and targets of a regression: the same numbers of rows and columns. */
export interface Columns {
  readonly rows: number;
  readonly columns: number;
  readonly predicted: Numbers;
  readonly actual: Numbers;
  readonly weights: Float64Array | undefined;
  /** Of the weights. */
  readonly total: number;
}

export const columnsOf = (
  metric: string,
  prediction: Scores,
  target: Scores,
  given: ArrayLike<number> | undefined,
): Columns => {
  const [p, t] = [valuesOf(prediction), valuesOf(target)];
  const rows = p.shape[0] ?? 1;
  if (p.data.length !== t.data.length || (t.shape[0] ?? 1) !== rows) {
    throw new ModelError(
      "shape",
      `${metric} needs a target for each prediction: got predictions [${p.shape.join(", ")}] and targets [${t.shape.join(", ")}].`,
    );
  }
  const weights = weightsOf(metric, given, rows);
  const columns = p.data.length / rows;
  checkNumbers(metric, "predictions", p.data, columns, { finite: true });
  checkNumbers(metric, "targets", t.data, columns, { finite: true });
  return { rows, columns, predicted: p.data, actual: t.data, weights, total: totalOf(weights, rows) };
};

type Pair = (predicted: number, actual: number) => number;

/** The weighted mean of f over the rows of one column. */
export const columnMean = (
  { rows, columns, predicted, actual, weights, total }: Columns,
  column: number,
  f: Pair,
): number => {
  let sum = 0;
  for (let row = 0, i = column; row < rows; row++, i += columns) {
    const value = f(predicted[i]!, actual[i]!);
    sum += weights ? weights[row]! * value : value;
  }
  return sum / total;
};

/** The mean of a number of each column. */
export const meanOverColumns = ({ columns }: Columns, f: (column: number) => number): number => {
  let sum = 0;
  for (let c = 0; c < columns; c++) sum += f(c);
  return sum / columns;
};
