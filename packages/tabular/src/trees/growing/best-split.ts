import { absoluteSplits } from "./absolute-split.ts";
import { between, type CodedColumn, goesLeftByCode } from "./coded-columns.ts";
import { type Groups, groupsOf } from "./groups.ts";
import { scoreOf } from "./score.ts";
import type { Splitter, SplitterOf, SplitterSetting } from "./split.ts";
import type { TreeTask } from "./task.ts";

/** Behind which group the best split is, and what its sides score; −1 where there is none. */
interface Place {
  at: number;
  score: number;
  missingLeft: boolean;
}

/** Looks through splits of groups: `isLeft` says whether missing values are left; behind the last group if they are not. */
type Scan = (groups: Groups, whole: Float64Array, isMissing: boolean, isLeft: boolean, best: Place) => void;

/**
 * The best of all splits of a column. Where values are missing, all splits are tried with the missing ones right, also
 * alone, and then with them left; where none is, later ones go to the side with more rows.
 */
const byScores =
  (columns: readonly CodedColumn[]) =>
  (task: TreeTask, { order, weights, minLeaf }: SplitterSetting): Splitter => {
    const group = groupsOf(columns, task, order, weights);
    const scan = (isSquares(task) ? scanSquares : scanScores)(task, minLeaf);
    const wholeOf = isSquares(task) ? scoreSquares : scoreOf(task);
    const gainOf = task.criterion === "gini" && task.sums === 1 ? 2 : 1;
    const best: Place = { at: -1, score: 0, missingLeft: false };
    return {
      columns: columns.length,
      search: (number, { start, end, facts: whole }, toBeat) => {
        const column = columns[number]!;
        const groups = group(number, start, end);
        const { count, codes, missing } = groups;
        const isMissing = missing[0]! > 0;
        if (count === 0 || (count === 1 && !isMissing)) return "constant";
        best.at = -1;
        best.score = -Infinity;
        scan(groups, whole, isMissing, false, best);
        if (isMissing) scan(groups, whole, isMissing, true, best);
        const { at, missingLeft } = best;
        const gain = gainOf * (best.score - wholeOf(whole, 0));
        if (at < 0 || !(gain > toBeat)) return;
        const threshold = at === count - 1 ? Infinity : between(column, codes[at]!, codes[at + 1]!);
        return { column: number, threshold, missingLeft, gain };
      },
      goesLeft: goesLeftByCode(columns),
    };
  };

/** The best of all splits of columns, by whatever criterion. */
export const bestSplits = ({ criterion }: TreeTask, columns: readonly CodedColumn[]): SplitterOf =>
  (criterion === "absolute" ? absoluteSplits : byScores)(columns);

/** Squares about means, and Gini's impurity of two classes, which is twice that. */
const isSquares = ({ criterion, sums }: TreeTask): boolean =>
  criterion === "squared" || (criterion === "gini" && sums === 1);

const scoreSquares = (facts: Float64Array): number => (facts[2]! * facts[2]!) / facts[1]!;

const scanSquares =
  (_: TreeTask, minLeaf: number): Scan =>
  ({ count, facts, missing }, whole, isMissing, isLeft, best) => {
    const rows = whole[0]!;
    const weight = whole[1]!;
    const total = whole[2]!;
    const last = isMissing && !isLeft ? count : count - 1;
    let leftRows = isLeft ? missing[0]! : 0;
    let leftWeight = isLeft ? missing[1]! : 0;
    let left = isLeft ? missing[2]! : 0;
    for (let g = 0, from = 0; g < last; g++, from += 3) {
      leftRows += facts[from]!;
      leftWeight += facts[from + 1]!;
      left += facts[from + 2]!;
      const right = total - left;
      const here = (left * left) / leftWeight + (right * right) / (weight - leftWeight);
      if (here > best.score && leftRows >= minLeaf && rows - leftRows >= minLeaf) {
        best.score = here;
        best.at = g;
        best.missingLeft = isMissing ? isLeft : leftRows > rows - leftRows;
      }
    }
  };

const scanScores = (task: TreeTask, minLeaf: number): Scan => {
  const stride = 2 + task.sums;
  const score = scoreOf(task);
  const left = new Float64Array(stride);
  const right = new Float64Array(stride);
  return ({ count, facts, missing }, whole, isMissing, isLeft, best) => {
    if (isLeft) left.set(missing);
    else left.fill(0);
    const last = isMissing && !isLeft ? count : count - 1;
    for (let g = 0, from = 0; g < last; g++) {
      for (let k = 0; k < stride; k++, from++) {
        left[k]! += facts[from]!;
        right[k] = whole[k]! - left[k]!;
      }
      if (left[0]! < minLeaf || right[0]! < minLeaf) continue;
      const here = score(left, 0) + score(right, 0);
      if (here > best.score) {
        best.score = here;
        best.at = g;
        best.missingLeft = isMissing ? isLeft : left[0]! > right[0]!;
      }
    }
  };
};
