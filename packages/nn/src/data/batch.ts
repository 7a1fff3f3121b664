import type { Structure, Tensor } from "@kaviar/tensor";
import type { DataSet } from "./data-set.ts";

/** Rows as a graph takes them: inputs, targets, and how much each row counts. */
export interface Batch {
  readonly x: Structure;
  readonly y: Structure;
  readonly weights?: Tensor | undefined;
}

/** The set as tensors only: what a graph takes. */
export const batchOf = ({ x, y, weights, importance = weights }: DataSet) => ({
  x,
  y,
  ...(importance ? { weights: importance } : {}),
});
