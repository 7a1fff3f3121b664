import type { ColumnData } from "../table/column.ts";

const prime = 0x01000193;

/**
 * A number for each row that rows of the same values share: of 52 bits, so that in a million rows two others share one with
 * a chance of one in ten thousand. (FNV-1a twice, over the words of the values.)
 */
export const rowHashes = (columns: readonly ColumnData[], rows: number): Float64Array => {
  const high = new Uint32Array(rows).fill(0x811c9dc5);
  const low = new Uint32Array(rows).fill(0x9747b28c);
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  const mix = (row: number, word: number) => {
    high[row] = Math.imul(high[row]! ^ word, prime);
    low[row] = Math.imul(low[row]! ^ ((word << 13) | (word >>> 19)), 0x85ebca6b) ^ (low[row]! >>> 15);
  };
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
