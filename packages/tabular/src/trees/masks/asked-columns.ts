import type { TreeEnsemble } from "../../contract/tree-ensemble.ts";
import type { RuledTree } from "./ruled-tree.ts";

/** A column that trees ask for: by thresholds, or by its categories. It has a line for each answer that makes a difference. */
export interface AskedColumn {
  readonly column: number;
  /** In ascending order. A value has the line of how many are below it; that of what is missing comes before all. */
  readonly thresholds: Float64Array;
  /** How many categories there are: a line each, and one for all others. */
  readonly codes: number;
  readonly firstLine: number;
  readonly lines: number;
}

/** Half a megabyte of them would be 2¹³ in a block of trees: of more than twice that, the cache keeps too few. */
const mostLines = 2 ** 14;

/** The columns that trees ask for; nothing where one is asked for in both ways, or where their lines are too many. */
export const askedColumns = (
  { feature, threshold, setStart, members }: TreeEnsemble,
  trees: readonly RuledTree[],
): readonly AskedColumn[] | undefined => {
  const found = new Map<number, { readonly thresholds: Set<number>; codes: number }>();
  for (const { rulings } of trees) {
    for (const { node } of rulings) {
      const column = feature[node]!;
      const asked = found.get(column) ?? { thresholds: new Set(), codes: 0 };
      found.set(column, asked);
      if (setStart[node] === setStart[node + 1]) asked.thresholds.add(threshold[node]!);
      // Members are in ascending order.
      else asked.codes = Math.max(asked.codes, members[setStart[node + 1]! - 1]! + 1);
    }
  }
  let firstLine = 0;
  const columns: AskedColumn[] = [];
  for (const [column, { thresholds, codes }] of found) {
    if (codes > 0 && thresholds.size > 0) return undefined;
    const lines = 2 + codes + thresholds.size;
    columns.push({ column, thresholds: Float64Array.from(thresholds).sort(), codes, firstLine, lines });
    firstLine += lines;
  }
  return firstLine <= mostLines ? columns : undefined;
};

/** The lines of a column, by their number in it, whose values go right at a node. */
export const linesRight = (
  { threshold, missingLeft, setStart, members }: TreeEnsemble,
  node: number,
  { thresholds, lines }: AskedColumn,
): Int32Array => {
  const right = new Int32Array(lines);
  let count = 0;
  if (missingLeft[node] === 0) right[count++] = 0;
  let member = setStart[node]!;
  const last = setStart[node + 1]!;
  const first = member < last ? 1 : 2 + placeOf(thresholds, threshold[node]!);
  for (let line = first; line < lines; line++) {
    if (member < last && members[member] === line - 1) member++;
    else right[count++] = line;
  }
  return right.subarray(0, count);
};

const placeOf = (sorted: Float64Array, wanted: number): number => {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
};
