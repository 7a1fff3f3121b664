import { between } from "./coded-columns.ts";
import { groupsOf } from "./groups.ts";
import { scoreOf } from "./score.ts";
import type { ColumnSearch, SearchSetting } from "./split.ts";
import type { TreeTask } from "./task.ts";

/**
 * The best of all splits of a column. Where values are missing, all splits are tried with the missing ones right, also
 * alone, and then with them left; where none is, later ones go to the side with more rows.
 */
export const bestSplit = (task: TreeTask, { order, weights, minLeaf }: SearchSetting): ColumnSearch => {
  const stride = 2 + task.sums;
  const group = groupsOf(task, order, weights);
  const score = scoreOf(task);
  const left = new Float64Array(stride);
  const right = new Float64Array(stride);
  return (number, stretch) => {
    const column = task.columns[number]!;
    const { facts: whole } = stretch;
    const { count, codes, facts, missing } = group(number, stretch);
    const isMissing = missing[0]! > 0;
    if (count === 0 || (count === 1 && !isMissing)) return "constant";
    let best = -Infinity;
    let at = -1;
    let missingLeft = false;
    for (let search = 0; search < (isMissing ? 2 : 1); search++) {
      if (search === 0) left.fill(0);
      else left.set(missing);
      const last = isMissing && search === 0 ? count : count - 1;
      for (let g = 0, from = 0; g < last; g++) {
        for (let k = 0; k < stride; k++, from++) {
          left[k]! += facts[from]!;
          right[k] = whole[k]! - left[k]!;
        }
        if (left[0]! < minLeaf || right[0]! < minLeaf) continue;
        const here = score(left, 0) + score(right, 0);
        if (here > best) {
          best = here;
          at = g;
          missingLeft = isMissing ? search === 1 : left[0]! > right[0]!;
        }
      }
    }
    if (at < 0) return;
    const threshold = at === count - 1 ? Infinity : between(column, codes[at]!, codes[at + 1]!);
    return { column: number, left: codes[at]!, threshold, missingLeft, gain: best - score(whole, 0) };
  };
};
