import { firstAtLeast } from "@kaviar/base/numerics";
import { numbersOf } from "../../contract/matrix.ts";
import type { Table } from "../../table/table.ts";
import type { Split } from "./split.ts";

/** A column as growing trees see it: values in order have codes in order. */
export interface CodedColumn {
  /** Of each row the number of its bin; a missing value has the number behind the last. */
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
  readonly bins: number;
  /** The least and the greatest value in each bin. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Columns of numbers as codes: one code a value where there are at most so many of them, else bins of about as many rows
 * each. Any number is welcome, infinite ones too.
 */
export const codeColumns = (owner: string, table: Table, bins = Infinity): readonly CodedColumn[] =>
  numbersOf(owner, table).map(({ values }) => codeColumn(values, bins));

const codeColumn = (values: Float64Array, most: number): CodedColumn => {
  const sorted = values.slice().sort();
  let present = sorted.length;
  while (present > 0 && Number.isNaN(sorted[present - 1])) present--;
  const { low, high } = binsOf(sorted.subarray(0, present), most);
  const bins = high.length;
  const codes =
    bins < 2 ** 8
      ? new Uint8Array(values.length)
      : bins < 2 ** 16
        ? new Uint16Array(values.length)
        : new Uint32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    codes[row] = Number.isNaN(value) ? bins : firstAtLeast(high, value);
  }
  return { codes, bins, low, high };
};

/** Where values in ascending order are to be parted. Equal values stay together. */
const binsOf = (sorted: Float64Array, most: number): Pick<CodedColumn, "low" | "high"> => {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i]! > sorted[i - 1]!) distinct++;
  const low: number[] = [];
  const high: number[] = [];
  let taken = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i]!;
    const isNew = i === 0 || value > sorted[i - 1]!;
    if (isNew && (distinct <= most || i >= taken)) {
      low.push(value);
      high.push(value);
      taken = i + Math.ceil((sorted.length - i) / Math.max(1, most - high.length + 1));
    } else high[high.length - 1] = value;
  }
  return { low: Float64Array.from(low), high: Float64Array.from(high) };
};

/** What lies between two bins: in the middle, as long as that parts them. */
export const between = ({ low, high }: CodedColumn, below: number, above: number): number => {
  const middle = high[below]! / 2 + low[above]! / 2;
  return middle < low[above]! ? middle : high[below]!;
};

/** Whether rows go left at a split: as their values say, without looking at them. */
export const goesLeftByCode =
  (columns: readonly CodedColumn[]) =>
  ({ column, threshold, missingLeft }: Split): ((row: number) => boolean) => {
    const { codes, bins, high } = columns[column]!;
    const last = firstAbove(high, threshold) - 1;
    return missingLeft
      ? (row) => {
          const code = codes[row]!;
          return code <= last || code === bins;
        }
      : (row) => codes[row]! <= last;
  };

const firstAbove = (numbers: Float64Array, value: number): number => {
  const first = firstAtLeast(numbers, value);
  return numbers[first] === value ? first + 1 : first;
};
