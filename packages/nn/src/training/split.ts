import { isTensor, type Structure, type Tensor } from "@kaviar/tensor";
import type { Loss } from "../losses/loss.ts";
import type { DataSet } from "./data-set.ts";
import type { Losses } from "./objective.ts";
import { shuffledRows } from "./shuffled-rows.ts";

/** Which rows are trained on, and which are kept for validation. */
export interface Split {
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

export const everyRow = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, i) => i);

/** A random share of the rows for validation; of each class alike where the targets are classes. */
export const splitRows = async (
  set: DataSet,
  share: number | undefined,
  loss: Losses,
  seed: number,
): Promise<Split> => {
  if (share === undefined) return { training: everyRow(set.rows), validation: new Int32Array(0) };
  const labels = await labelsOf(set.y, loss);
  const order = shuffledRows(everyRow(set.rows), seed, 0);
  const groups = new Map<number, number[]>();
  for (const row of order) {
    const group = labels?.[row] ?? 0;
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  const kept = new Set([...groups.values()].flatMap((rows) => rows.slice(0, Math.round(rows.length * share))));
  return {
    training: order.filter((row) => !kept.has(row)),
    validation: order.filter((row) => kept.has(row)),
  };
};

/** Class numbers, where the targets are such. */
export const labelsOf = async (y: Structure, loss: Losses): Promise<ArrayLike<number> | undefined> => {
  const { target } = loss as Partial<Loss>;
  if (!isTensor(y) || !(target === "classes" || target === "binary" || target === "signs" || target === "oneHot"))
    return undefined;
  if (target === "oneHot") return (y as Tensor).argmax(-1).data();
  return y.rank === 1 || (y.rank === 2 && y.shape[1] === 1) ? ((await y.data()) as ArrayLike<number>) : undefined;
};
