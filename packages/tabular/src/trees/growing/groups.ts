import type { CodedColumn } from "./coded-columns.ts";
import type { TreeTask } from "./task.ts";

/** Rows of a stretch with the same code, in the order of the codes. */
export interface Groups {
  /** How many there are; missing values are no group. */
  count: number;
  /** Of each group its code. */
  readonly codes: Int32Array;
  /** Of each group count, weight and sums, one group behind the other. */
  readonly facts: Float64Array;
  /** Of the rows whose value is missing. */
  readonly missing: Float64Array;
}

/** Up to so many rows are sorted one by one: more are counted in their bins. */
const few = 12;

/** Parts a stretch of the order into groups by a column. The groups are the same memory each time. */
export const groupsOf = (
  columns: readonly CodedColumn[],
  { rows, sums, classes, values }: TreeTask,
  order: Int32Array,
  weights: Float64Array,
): ((column: number, start: number, end: number) => Groups) => {
  const stride = 2 + sums;
  const parts = values.map((value, row) => value * weights[row]!);
  const most = columns.reduce((bins, column) => Math.max(bins, column.bins), 0) + 1;
  const size = Math.min(most, rows);
  const codes = new Int32Array(size + 1);
  const facts = new Float64Array((size + 1) * stride);
  const groups: Groups = { count: 0, codes, facts, missing: new Float64Array(stride) };
  const bins = new Float64Array(most * stride);
  // A bit for each bin that has rows: so those without any cost next to nothing.
  const filled = new Int32Array((most >> 5) + 1);
  const wide = new Float64Array(most > 256 * few ? rows : 0);
  const sorted = new Int32Array(Math.max(few, wide.length));

  /** Sorted rows become groups. */
  const gather = (of: ArrayLike<number>, length: number): void => {
    let group = -1;
    let last = -1;
    let at = -stride;
    for (let i = 0; i < length; i++) {
      const row = sorted[i]!;
      const code = of[row]!;
      if (code !== last) {
        last = code;
        codes[++group] = code;
        at += stride;
        for (let k = 0; k < stride; k++) facts[at + k] = 0;
      }
      facts[at]! += 1;
      facts[at + 1]! += weights[row]!;
      facts[at + 2 + (classes === undefined ? 0 : classes[row]!)]! += parts[row]!;
    }
    groups.count = group + 1;
  };

  /** Missing values have the highest code: their group is the last. */
  const takeMissing = (code: number): void => {
    const last = groups.count - 1;
    if (last >= 0 && codes[last] === code) {
      for (let k = 0; k < stride; k++) groups.missing[k] = facts[last * stride + k]!;
      groups.count = last;
    } else groups.missing.fill(0);
  };

  const byInsertion = (of: ArrayLike<number>, start: number, end: number): void => {
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const code = of[row]!;
      let at = i - start;
      for (; at > 0 && of[sorted[at - 1]!]! > code; at--) sorted[at] = sorted[at - 1]!;
      sorted[at] = row;
    }
  };

  const fill = (of: ArrayLike<number>, start: number, end: number): void => {
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const code = of[row]!;
      const at = code * stride;
      filled[code >> 5]! |= 1 << (code & 31);
      bins[at]! += 1;
      bins[at + 1]! += weights[row]!;
      bins[at + 2 + (classes === undefined ? 0 : classes[row]!)]! += parts[row]!;
    }
  };

  /** Takes the bins that have rows, and leaves all empty. */
  const collect = (words: number): void => {
    let group = 0;
    for (let word = 0; word < words; word++) {
      let bits = filled[word]!;
      if (bits === 0) continue;
      filled[word] = 0;
      while (bits !== 0) {
        const lowest = bits & -bits;
        bits ^= lowest;
        const code = (word << 5) + (31 - Math.clz32(lowest));
        codes[group] = code;
        const from = code * stride;
        const to = group * stride;
        for (let k = 0; k < stride; k++) {
          facts[to + k] = bins[from + k]!;
          bins[from + k] = 0;
        }
        group++;
      }
    }
    groups.count = group;
  };

  return (column, start, end) => {
    const { codes: of, bins: missing } = columns[column]!;
    const length = end - start;
    if (length <= few) {
      byInsertion(of, start, end);
      gather(of, length);
    } else if (wide.length > 0 && missing > length * 256) {
      // Far fewer rows than words of bits: sorted with their codes, which the native sort does without calling back.
      for (let i = start; i < end; i++) wide[i - start] = of[order[i]!]! * 2 ** 21 + (i - start);
      wide.subarray(0, length).sort();
      for (let i = 0; i < length; i++) sorted[i] = order[start + (wide[i]! % 2 ** 21)]!;
      gather(of, length);
    } else {
      fill(of, start, end);
      collect((missing >> 5) + 1);
    }
    takeMissing(missing);
    return groups;
  };
};
