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
  for (let i = 0; i < data.length; i++) sums[i % width]! += data[i]!;
  for (let i = 0; i < data.length; i++) squares[i % width]! += (data[i]! - sums[i % width]! / rows.length) ** 2;
  return {
    rows: rows.length,
    features: Array.from(sums, (sum, i) => ({
      mean: sum / rows.length,
      deviation: Math.sqrt(squares[i]! / rows.length),
    })),
  };
};
