import type { Sorter } from "../../kernels/sort-numbers.ts";
import type { ColumnData } from "../../table/column.ts";
import { binBounds } from "./bin-bounds.ts";

/** Bins of a column at most, that of missing values among them: one is a byte. */
const mostBins = 255;

/** How the values of a column become bins. */
export interface BinnedColumn {
  /** Bins of values. */
  readonly bins: number;
  /** The bin of missing values, behind those of values, or −1 where no training row lacks one. */
  readonly missing: number;
  /** Of a column of numbers: the highest value of each bin but the last. */
  readonly bounds?: Float64Array;
  /** Of a column of texts: the bin of each code. Levels beyond the most frequent ones share the last. */
  readonly binOf?: Uint8Array;
  /** Of a column of texts: the training rows that have each code. */
  readonly counts?: Int32Array;
}

/** `sample` are the rows that bounds are found by: all where there is none. */
export const binColumn = (column: ColumnData, sample: Int32Array | undefined, sorter: Sorter): BinnedColumn =>
  column.kind === "numbers" ? binNumbers(column.values, sample, sorter) : binTexts(column.codes, column.levels.length);

const binNumbers = (values: Float64Array, sample: Int32Array | undefined, { room, sort }: Sorter): BinnedColumn => {
  let missing = 0;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) missing++;
  const drawn = sample?.length ?? values.length;
  let count = 0;
  for (let i = 0; i < drawn; i++) {
    const value = values[sample ? sample[i]! : i]!;
    // Both zeros are one value.
    if (!Number.isNaN(value)) room[count++] = value + 0;
  }
  const bounds = binBounds(sort(count), mostBins - (missing > 0 ? 1 : 0));
  const bins = bounds.length + 1;
  return { bins, missing: missing > 0 ? bins : -1, bounds };
};

const binTexts = (codes: Int32Array, levels: number): BinnedColumn => {
  const counts = new Int32Array(levels);
  let missing = 0;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0) missing++;
    else counts[codes[row]!]!++;
  }
  const most = mostBins - (missing > 0 ? 1 : 0);
  const byCount = Uint32Array.from(counts.keys())
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const binOf = new Uint8Array(levels);
  for (const [bin, code] of byCount.entries()) binOf[code] = Math.min(bin, most - 1);
  const bins = Math.max(1, Math.min(byCount.length, most));
  return { bins, missing: missing > 0 ? bins : -1, binOf, counts };
};
