import { between, type CodedColumn, goesLeftByCode } from "./coded-columns.ts";
import type { Splitter, SplitterSetting, Stretch } from "./split.ts";
import type { TreeTask } from "./task.ts";

/**
 * The best split by the distances from the medians of its sides. Medians do not add up as sums do: the distances of all
 * beginnings and all ends of the sorted rows come from sums by rank. (Fenwick 1994)
 */
export const absoluteSplits =
  (columns: readonly CodedColumn[]) =>
  ({ values }: TreeTask, { order, weights, minLeaf }: SplitterSetting): Splitter => {
    const rankOf = new Int32Array(values.length);
    let ranked: Stretch | undefined;
    let byRank = new Float64Array(0);
    let total = 0;
    const rank = (stretch: Stretch): void => {
      ranked = stretch;
      const rows = order.slice(stretch.start, stretch.end).sort((a, b) => values[a]! - values[b]! || a - b);
      for (const [i, row] of rows.entries()) rankOf[row] = i;
      byRank = Float64Array.from(rows, (row) => values[row]!);
      total = distancesAlong(rows)[rows.length - 1]!;
    };
    /** The sum of distances from the median of the first rows, for each number of them. */
    const distancesAlong = (rows: Int32Array): Float64Array => {
      const sums = rankSums(rows.length);
      return Float64Array.from(rows, (row) => {
        sums.add(rankOf[row]!, weights[row]!, values[row]!);
        return sums.distance(byRank);
      });
    };
    return {
      columns: columns.length,
      goesLeft: goesLeftByCode(columns),
      search: (number, stretch, toBeat) => {
        if (ranked !== stretch) rank(stretch);
        const column = columns[number]!;
        const { codes, bins } = column;
        const rows = order.slice(stretch.start, stretch.end).sort((a, b) => codes[a]! - codes[b]! || a - b);
        const present = rows.findIndex((row) => codes[row] === bins);
        const end = present < 0 ? rows.length : present;
        if (end === 0 || codes[rows[0]!] === codes[rows.at(-1)!]) return "constant";
        let best = Infinity;
        let at = -1;
        let missingLeft = false;
        for (const isLeft of end < rows.length ? [false, true] : [false]) {
          const shift = isLeft ? rows.length - end : 0;
          const along = isLeft ? Int32Array.of(...rows.subarray(end), ...rows.subarray(0, end)) : rows;
          const before = distancesAlong(along);
          const after = distancesAlong(along.toReversed());
          for (let i = 0; i < (isLeft ? end - 1 : Math.min(end, rows.length - 1)); i++) {
            if (codes[rows[i]!] === codes[rows[i + 1]!]) continue;
            const count = i + 1 + shift;
            if (count < minLeaf || rows.length - count < minLeaf) continue;
            const here = before[count - 1]! + after[rows.length - count - 1]!;
            if (here < best) {
              best = here;
              at = i;
              missingLeft = end < rows.length ? isLeft : count > rows.length - count;
            }
          }
        }
        const gain = total - best;
        if (at < 0 || !(gain > toBeat)) return;
        const threshold = at === end - 1 ? Infinity : between(column, codes[rows[at]!]!, codes[rows[at + 1]!]!);
        return { column: number, threshold, missingLeft, gain };
      },
    };
  };

/** Weights and weighted values by rank, of which any beginning can be added up in few steps. */
const rankSums = (ranks: number) => {
  const weights = new Float64Array(ranks + 1);
  const sums = new Float64Array(ranks + 1);
  let weight = 0;
  let sum = 0;
  const widest = 2 ** (31 - Math.clz32(Math.max(1, ranks)));
  return {
    add: (rank: number, w: number, value: number): void => {
      weight += w;
      sum += w * value;
      for (let i = rank + 1; i <= ranks; i += i & -i) {
        weights[i]! += w;
        sums[i]! += w * value;
      }
    },
    distance: (byRank: Float64Array): number => {
      let at = 0;
      let below = 0;
      let sumBelow = 0;
      for (let step = widest; step > 0; step >>= 1) {
        const next = at + step;
        if (next > ranks || below + weights[next]! > weight / 2) continue;
        at = next;
        below += weights[next]!;
        sumBelow += sums[next]!;
      }
      const median = byRank[Math.min(at, ranks - 1)]!;
      return sum - sumBelow - median * (weight - below) + (median * below - sumBelow);
    },
  };
};
