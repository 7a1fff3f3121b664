import type { TreeEnsemble } from "../contract/tree-ensemble.ts";
import type { Table } from "../table/table.ts";
import { addMasked } from "./masked-trees.ts";
import { addPacked } from "./packed-trees.ts";
import { baseOf, predictTrees } from "./predict-trees.ts";
import { treeColumns, treeMatrix } from "./tree-matrix.ts";
import type { TreeLevels } from "./trees-to-onnx.ts";

/** Rows for which trees are put into the memory of a kernel. */
const rowsThatPay = 64;

/** The outputs of each row of a table, a row after the other: those of `predictTrees`, to the bit, by the fastest way. */
export const predictTable = (ensemble: TreeEnsemble, table: Table, levels: TreeLevels = []): Float64Array => {
  const { rows } = table;
  if (rows < rowsThatPay) return predictTrees(ensemble, treeMatrix(table, levels));
  const columns = treeColumns(table, levels);
  const sums = baseOf(ensemble, rows);
  addPacked(ensemble, columns, sums, addMasked(ensemble, columns, sums));
  return sums;
};
