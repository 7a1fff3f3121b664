import { weightedMoments } from "../../steps/contract/scaling.ts";
import { levelCounts } from "../../steps/contract/texts.ts";
import type { NumberColumn, TextColumn } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";
import { sortedQuantile } from "../contract/sample-quantile.ts";

/** A column of numbers as a network sees it. */
export interface NumberEncoding {
  readonly column: string;
  /** Numbers become s = z / √(1 + (z/3)²) with z = (x − centre) / scale: between −3 and 3, and z where it is small. */
  readonly centre: number;
  readonly scale: number;
  /** Borders of the intervals of its piecewise linear encoding, as values of s; none where it has no such encoding. */
  readonly edges: readonly number[];
}

/** A column of texts: its levels have the numbers 0, 1, …; one that is not among them has none of them, −1. */
interface TextEncoding {
  readonly column: string;
  readonly levels: readonly string[];
  readonly numbers: readonly number[];
  readonly missing: number;
  readonly unseen: -1;
  /** How many numbers there are. */
  readonly count: number;
}

/**
 * What rows become before the network: the numbers, then 1 for each of `gaps` that the row misses, then the numbers of
 * its levels.
 */
export interface TableEncoding {
  readonly numbers: readonly NumberEncoding[];
  /** Columns of numbers that miss values in training. */
  readonly gaps: readonly string[];
  readonly texts: readonly TextEncoding[];
}

/** Numbers of a row: where no column says anything one that is always 0, since a network needs an input. */
export const widthOf = ({ numbers, gaps, texts }: TableEncoding): number =>
  Math.max(1, numbers.length + gaps.length + texts.length);

/** Intervals of all columns together, about: wide tables have fewer in each. */
const intervalsAtMost = 256;

export interface EncodingOptions {
  /** Intervals of a column of numbers; wide tables have fewer. */
  readonly bins: number;
  /** At most so many levels of a column of texts. */
  readonly maxCategories: number;
}

/**
 * How a network sees the columns of a table, learned from rows to train on, as plain data that a file can have.
 *
 * ```ts
 * const encoding = learnEncoding(rows, { bins: 16, maxCategories: 1000 });
 * const x = encodeRows(encoding, rows);
 * ```
 * Columns that say the same of every row are left out. Of levels the most frequent are kept, and none that a single row has.
 */
export const learnEncoding = (table: Table, { bins, maxCategories }: EncodingOptions): TableEncoding => {
  const columns = table.data.filter((column): column is NumberColumn => column.kind === "numbers");
  const each = Math.min(bins, Math.floor(intervalsAtMost / Math.max(1, columns.length)));
  const numbers = columns.flatMap((column) => numberEncoding(column, each) ?? []);
  const gaps = columns.filter(hasSomeMissing).map(({ name }) => name);
  const texts = table.data.flatMap((column) =>
    column.kind === "texts" ? (textEncoding(column, maxCategories) ?? []) : [],
  );
  return { numbers, gaps, texts };
};

const hasSomeMissing = ({ values }: NumberColumn): boolean => {
  const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  return missing > 0 && missing < values.length;
};

const numberEncoding = ({ name, values }: NumberColumn, bins: number): NumberEncoding | undefined => {
  const sorted = values.filter(Number.isFinite).sort();
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  if (sorted.length === 0 || low === high) return undefined;
  const at = (share: number): number => sortedQuantile(sorted, share);
  const { mean, deviation } = weightedMoments(winsorized(sorted, at), undefined);
  const [centre, scale] = deviation > 0 ? [mean, deviation] : [low, high - low];
  const encoding = { column: name, centre, scale, edges: [] };
  const isTwofold = sorted.every((value) => value === low || value === high);
  if (isTwofold || bins < 2) return encoding;
  const edges = Array.from({ length: bins + 1 }, (_, i) => Math.fround(squash(at(i / bins), encoding)));
  return { ...encoding, edges: [...new Set(edges)].length > 1 ? [...new Set(edges)] : [] };
};

/** The lowest and the highest hundredth moved to where the others end: outliers say nothing of the scale. */
const winsorized = (sorted: Float64Array, at: (share: number) => number): Float64Array => {
  const [least, most] = [at(0.01), at(0.99)];
  return sorted.map((value) => Math.min(Math.max(value, least), most));
};

/** Beyond so many deviations all values are alike. */
export const farthest = 1e6;

/** Half of where squashed numbers end. */
export const bend = 3;

export const squash = (x: number, { centre, scale }: NumberEncoding): number => {
  const z = Math.min(Math.max((x - centre) / scale, -farthest), farthest);
  const t = z / bend;
  return z / Math.sqrt(1 + t * t);
};

/**
 * The most frequent levels; those of a single row are as good as unseen, so that the network learns what to say where it
 * meets a level that it does not know.
 */
const textEncoding = (column: TextColumn, most: number): TextEncoding | undefined => {
  const missing = column.codes.reduce((count, code) => count + (code < 0 ? 1 : 0), 0);
  const levels = levelCounts(column)
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ level }) => level);
  const count = levels.length + (missing > 0 ? 1 : 0);
  if (count === 0 || isConstant(column)) return undefined;
  return {
    column: column.name,
    levels,
    numbers: [...levels.keys()],
    missing: missing > 0 ? levels.length : -1,
    unseen: -1,
    count,
  };
};

const isConstant = ({ codes }: TextColumn): boolean => codes.every((code) => code === codes[0]);
