import { isTensor, type Structure, type Tensor } from "@kaviar/tensor";
import { sampled, sampleOf, widthOfRow } from "./sample.ts";

/** How one feature is spread over some rows. */
interface FeatureSpread {
  readonly mean: number;
  readonly deviation: number;
}

/** What inputs are like: a feature is a column, whatever the shape of a row. */
export interface InputFacts {
  readonly rows: number;
  readonly features: readonly FeatureSpread[];
}

/** More rows say little more of a mean. */
const mostRows = 1_000;
const mostFeatures = 4_096;

/** Where inputs are one tensor of numbers; texts and class numbers have no scale. */
export const inputFacts = async (x: Structure, order: Int32Array): Promise<InputFacts | undefined> => {
  if (!isTensor(x) || x.dtype !== "float32" || x.rank < 2) return undefined;
  const width = widthOfRow(x as Tensor);
  if (width > mostFeatures) return undefined;
  const rows = sampled(x as Tensor, order, mostRows);
  const { data } = await sampleOf(x as Tensor, rows);
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  // Steps that are not there are NaN in models that pass over them.
  const counts = new Float64Array(width);
  const each = (add: (column: number, value: number) => void): void => {
    for (let i = 0; i < data.length; i++) if (!Number.isNaN(data[i]!)) add(i % width, data[i]!);
  };
  each((column, value) => {
    sums[column]! += value;
    counts[column]!++;
  });
  const means = sums.map((sum, column) => sum / counts[column]!);
  each((column, value) => {
    squares[column]! += (value - means[column]!) ** 2;
  });
  return {
    rows: rows.length,
    features: Array.from(means, (mean, column) => ({ mean, deviation: Math.sqrt(squares[column]! / counts[column]!) })),
  };
};
