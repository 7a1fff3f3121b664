import type { ColumnData } from "../table/column.ts";

/**
 * A number for each row that rows of the same values share: of 52 bits, so that in a million rows two others share one with
 * a chance of one in ten thousand. (Two hashes with the multipliers of MurmurHash3's last step, Appleby 2011)
 */
export const rowHashes = (columns: readonly ColumnData[], rows: number): Float64Array => {
  const high = new Uint32Array(rows);
  const low = new Uint32Array(rows);
  const mix = (row: number, word: number) => {
    const [a, b] = [Math.imul(high[row]! ^ word, 0x85ebca6b), Math.imul(low[row]! ^ word, 0xc2b2ae35)];
    high[row] = (a ^ (a >>> 15)) + 0x9e3779b9;
    low[row] = (b ^ (b >>> 13)) + 0x7f4a7c15;
  };
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  for (const column of columns) {
    for (let row = 0; row < rows; row++) {
      if (column.kind === "texts") mix(row, column.codes[row]!);
      else {
        // −0 is 0, and a missing value is like another.
        double[0] = column.values[row]! + 0;
        mix(row, words[0]!);
        mix(row, words[1]!);
      }
    }
  }
  return Float64Array.from({ length: rows }, (_, row) => (high[row]! >>> 12) * 2 ** 32 + low[row]!);
};

/** Rows whose hash stands there before. */
export const countRepeated = (hashes: Float64Array): number => {
  const sorted = hashes.slice().sort();
  let repeated = 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) repeated++;
  return repeated;
};
