import { evenly } from "@kaviar/base/numerics";
import { type Tensor, tensor } from "@kaviar/tensor";
import { gatherRows } from "../../data/gather-rows.ts";
import { readValues } from "../../data/values-tree.ts";
import type { Values } from "../../metrics/contract/metric.ts";

/** Numbers that are read of a tensor, at most: rows of images are large. */
const mostNumbers = 1e6;

/** The numbers of one row. */
export const widthOfRow = ({ size, shape }: Tensor): number => size / Math.max(1, shape[0]!);

/** Which of some rows a sample is of: from all over them, few where rows are large. */
export const sampled = (x: Tensor, order: Int32Array, most: number): Int32Array =>
  evenly(order, Math.max(1, Math.min(most, Math.floor(mostNumbers / Math.max(1, widthOfRow(x))))));

/** Their numbers. */
export const sampleOf = async (x: Tensor, rows: Int32Array): Promise<Values> =>
  (await readValues(gatherRows(x, tensor(rows)))) as Values;
