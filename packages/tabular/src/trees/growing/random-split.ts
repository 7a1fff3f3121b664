import type { Random } from "@kaviar/base/random";
import { type CodedColumn, firstAtLeast } from "./coded-columns.ts";
import { scoreOf } from "./score.ts";
import type { ColumnSearch, SearchSetting } from "./split.ts";
import type { TreeTask } from "./task.ts";

/**
 * A split of a column at random, uniform between the least and the greatest value (Geurts et al. 2006). Missing values
 * go to a side at random.
 */
export const randomSplit = (
  { columns, sums, classes, values, ...task }: TreeTask,
  { order, weights, minLeaf }: SearchSetting,
  random: Random,
): ColumnSearch => {
  const score = scoreOf({ columns, sums, classes, values, ...task });
  const left = new Float64Array(2 + sums);
  const right = new Float64Array(2 + sums);
  return (number, { start, end, facts }) => {
    const column = columns[number]!;
    const { codes, bins } = column;
    let least = bins;
    let most = -1;
    let missing = 0;
    for (let i = start; i < end; i++) {
      const code = codes[order[i]!]!;
      if (code === bins) missing++;
      else {
        if (code < least) least = code;
        if (code > most) most = code;
      }
    }
    if (most < 0 || (least === most && missing === 0)) return "constant";
    const threshold = thresholdBetween(column, least, most, random());
    const last = lastAtMost(column, threshold);
    const missingLeft = missing > 0 && random() < 0.5;
    left.fill(0);
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const code = codes[row]!;
      if (code === bins ? !missingLeft : code > last) continue;
      const weight = weights[row]!;
      left[0]! += 1;
      left[1]! += weight;
      left[2 + (classes === undefined ? 0 : classes[row]!)]! += weight * values[row]!;
    }
    for (let k = 0; k < right.length; k++) right[k] = facts[k]! - left[k]!;
    if (left[0]! < Math.max(1, minLeaf) || right[0]! < Math.max(1, minLeaf)) return;
    return {
      column: number,
      left: last,
      threshold,
      missingLeft: missing > 0 ? missingLeft : left[0]! > right[0]!,
      gain: score(left, 0) + score(right, 0) - score(facts, 0),
    };
  };
};

/** Below the greatest value, so that it stays right. Infinite ends count as the greatest number. */
export const thresholdBetween = ({ low, high }: CodedColumn, least: number, most: number, share: number): number => {
  const from = Math.max(-Number.MAX_VALUE, low[least]!);
  const to = Math.min(Number.MAX_VALUE, high[most]!);
  const threshold = to - from < Infinity ? from + (to - from) * share : from * (1 - share) + to * share;
  return threshold < high[most]! ? threshold : low[least]!;
};

const lastAtMost = ({ high }: CodedColumn, threshold: number): number => {
  const first = firstAtLeast(high, threshold);
  return high[first] === threshold ? first : first - 1;
};
