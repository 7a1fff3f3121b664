import { ModelError } from "../../error.ts";

/** Weights checked, and spread over positions where a row has several: [N] for [N, T]. */
export const weightsOf = (
  metric: string,
  weights: ArrayLike<number> | undefined,
  rows: number,
): Float64Array | undefined => {
  if (rows === 0) throw new ModelError("data", `${metric} needs at least one row: got none.`);
  if (weights === undefined) return undefined;
  const each = rows / weights.length;
  if (!Number.isInteger(each)) {
    throw new ModelError("shape", `${metric} needs a weight for each row: got ${weights.length} for ${rows} rows.`);
  }
  const spread = new Float64Array(rows);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const weight = weights[Math.floor(i / each)]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new ModelError("data", `${metric} needs weights ≥ 0: got ${weight} at row ${Math.floor(i / each)}.`);
    }
    spread[i] = weight;
    total += weight;
  }
  if (total === 0) throw new ModelError("data", `${metric} needs a weight above 0: all ${weights.length} are 0.`);
  return spread;
};

export const totalOf = (weights: Float64Array | undefined, rows: number): number => {
  if (!weights) return rows;
  let total = 0;
  for (let i = 0; i < rows; i++) total += weights[i]!;
  return total;
};
