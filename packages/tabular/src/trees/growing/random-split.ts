import type { Matrix } from "../../contract/matrix.ts";
import { aroundMedian } from "./around-median.ts";
import { scoreOf } from "./score.ts";
import type { Splitter, SplitterSetting } from "./split.ts";
import type { TreeTask } from "./task.ts";

/**
 * Splits drawn at random: of a column one threshold, uniform between the least and the greatest value (Geurts et al.
 * 2006). Missing values go to a side at random.
 */
export const randomSplits =
  ({ columns, values: matrix }: Matrix) =>
  (task: TreeTask, { order, weights, minLeaf, random }: SplitterSetting): Splitter => {
    const { sums, classes, values, rows } = task;
    const score = scoreOf(task);
    const parts = values.map((value, row) => value * weights[row]!);
    const left = new Float64Array(2 + sums);
    const right = new Float64Array(2 + sums);
    const found = new Float64Array(rows);
    /** Adds up what goes left: numbers with rows of even and of odd places apart, as the kernel does. */
    const addLeft = (start: number, count: number, threshold: number, missingLeft: boolean): void => {
      left.fill(0);
      const odd = [0, 0];
      for (let i = 0; i < count; i++) {
        const value = found[i]!;
        if (Number.isNaN(value) ? !missingLeft : value > threshold) continue;
        const row = order[start + i]!;
        left[0]! += 1;
        if (classes !== undefined) {
          left[1]! += weights[row]!;
          left[2 + classes[row]!]! += parts[row]!;
        } else if (i % 2 === 0) {
          left[1]! += weights[row]!;
          left[2]! += parts[row]!;
        } else {
          odd[0]! += weights[row]!;
          odd[1]! += parts[row]!;
        }
      }
      left[1]! += odd[0]!;
      if (classes === undefined) left[2]! += odd[1]!;
    };
    const gainOfMedians = (rows: Int32Array, threshold: number, missingLeft: boolean): number => {
      const isLeft = (i: number): boolean => (Number.isNaN(found[i]) ? missingLeft : found[i]! <= threshold);
      const sides = [rows.filter((_, i) => isLeft(i)), rows.filter((_, i) => !isLeft(i)), rows];
      const [before, after, whole] = sides.map((side) => aroundMedian(values, side, weights).distance);
      return whole! - before! - after!;
    };
    return {
      columns,
      search: (column, { start, end, facts }, toBeat) => {
        const count = end - start;
        let least = Infinity;
        let most = -Infinity;
        let missing = 0;
        for (let i = 0; i < count; i++) {
          const value = matrix[order[start + i]! * columns + column]!;
          found[i] = value;
          if (value < least) least = value;
          if (value > most) most = value;
          missing += +Number.isNaN(value);
        }
        if (missing === count || (least === most && missing === 0)) return "constant";
        const threshold = thresholdBetween(least, most, random());
        const isLeft = missing > 0 && random() < 0.5;
        addLeft(start, count, threshold, isLeft);
        for (let k = 0; k < right.length; k++) right[k] = facts[k]! - left[k]!;
        if (left[0]! < minLeaf || right[0]! < minLeaf) return;
        const gain =
          task.criterion === "absolute"
            ? gainOfMedians(order.slice(start, end), threshold, isLeft)
            : score(left, 0) + score(right, 0) - score(facts, 0);
        const missingLeft = missing > 0 ? isLeft : left[0]! > right[0]!;
        return gain > toBeat ? { column, threshold, missingLeft, gain } : undefined;
      },
      goesLeft: ({ column, threshold, missingLeft }) =>
        missingLeft
          ? (row) => !(matrix[row * columns + column]! > threshold)
          : (row) => matrix[row * columns + column]! <= threshold,
    };
  };

/** Below the greatest value, so that it stays right. Infinite ends count as the greatest number. */
export const thresholdBetween = (least: number, most: number, share: number): number => {
  const from = Math.max(-Number.MAX_VALUE, least);
  const to = Math.min(Number.MAX_VALUE, most);
  const threshold = to - from < Infinity ? from + (to - from) * share : from * (1 - share) + to * share;
  return threshold < most ? threshold : least;
};
