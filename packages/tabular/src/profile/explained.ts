import type { ClassTarget, NumberTarget } from "../contract/target.ts";
import type { ColumnData } from "../table/column.ts";

/** Rows with a target that a group has at least, on average: fewer, and it says what it remembers. */
const rowsInGroup = 25;
const mostGroups = 64;
/** The mean of a group is drawn to that of all as if so many rows of it were average. */
const averageRows = 2;

/**
 * Which share of the target's variance a column alone explains: the rows are put into groups (quantiles of numbers, texts,
 * one for what is missing), each half of the rows is predicted by the means of the other (a little drawn to the mean of all), and 1 − Σ(y − ŷ)² / Σ(y − ȳ)²
 * is what remains. Of classes y is the vector of their indicators. At least 0.
 */
export const explainedShare = (column: ColumnData, target: ClassTarget | NumberTarget, rows: Int32Array): number => {
  if (rows.length < 4) return 0;
  const groups = groupsOf(column, rows);
  const width = target.task === "classes" ? target.classes.length : 1;
  const valueAt: (i: number, k: number) => number =
    target.task === "classes" ? (i, k) => Number(target.codes[i] === k) : (i) => target.values[i]!;
  let [left, all] = [0, 0];
  for (let k = 0; k < width; k++) {
    const sums = [new Float64Array(groups.count), new Float64Array(groups.count)];
    const counts = [new Float64Array(groups.count), new Float64Array(groups.count)];
    const totals = [0, 0];
    const sizes = [0, 0];
    for (let i = 0; i < rows.length; i++) {
      const half = i & 1;
      const y = valueAt(i, k);
      sums[half]![groups.of[i]!]! += y;
      counts[half]![groups.of[i]!]! += 1;
      totals[half]! += y;
      sizes[half]! += 1;
    }
    for (let i = 0; i < rows.length; i++) {
      const other = 1 - (i & 1);
      const group = groups.of[i]!;
      const y = valueAt(i, k);
      const mean = totals[other]! / sizes[other]!;
      const seen = counts[other]![group]!;
      left += (y - (sums[other]![group]! + averageRows * mean) / (seen + averageRows)) ** 2;
      all += (y - mean) ** 2;
    }
  }
  return all > 0 ? Math.max(0, 1 - left / all) : 0;
};

const groupsOf = (column: ColumnData, rows: Int32Array): { readonly of: Int32Array; readonly count: number } => {
  if (column.kind === "texts") {
    const count = column.levels.length + 1;
    return { of: rows.map((row) => (column.codes[row]! < 0 ? count - 1 : column.codes[row]!)), count };
  }
  const sorted = Float64Array.from(rows, (row) => column.values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const wanted = Math.max(2, Math.min(mostGroups, Math.floor(sorted.length / rowsInGroup)));
  const edges: number[] = [];
  for (let g = 1; g < wanted; g++) {
    const edge = sorted[Math.floor((g * sorted.length) / wanted)]!;
    if (edge !== edges.at(-1)) edges.push(edge);
  }
  const groupOf = (value: number): number => {
    if (Number.isNaN(value)) return edges.length + 1;
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value >= edges[middle]!) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { of: Int32Array.from(rows, (row) => groupOf(column.values[row]!)), count: edges.length + 2 };
};
