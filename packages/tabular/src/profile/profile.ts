import type { Finding } from "@kaviar/base/finding";
import type { ColumnType } from "../table/column.ts";
import type { FindingCode } from "./findings/finding-code.ts";

/** What there is to see in a table, as plain data: `renderProfile` writes it for a terminal, `profilePage` for a browser. */
export interface Profile {
  /** The file, where it was one. */
  readonly source?: string;
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  readonly target?: TargetProfile;
  /** Pairs of columns of numbers that go together most, the closest first; of thousands of columns those among the first. */
  readonly correlations: readonly Correlation[];
  /** Rows that stand there before, in all columns but ids. */
  readonly repeatedRows: number;
  readonly findings: readonly Finding<FindingCode>[];
  /** How many rows were looked at for all but rows, gaps and ends of columns, where those were not all. */
  readonly sampled?: number;
}

export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  readonly why: string;
  readonly missing: number;
  /** Different values. Of a file too large to hold: an estimate, of numbers those of the rows drawn. */
  readonly distinct: number;
  readonly numbers?: NumberSummary;
  readonly bins?: Bins;
  /** The commonest texts, or truths, of the rows looked at. */
  readonly common?: readonly { readonly value: string; readonly rows: number }[];
  /**
   * Which share of the target's variance the column alone explains, in rows that it was not fitted to: from 0 to 1.
   * Of classes the variance is that of their indicators (Brier).
   */
  readonly explains?: number;
}

/** Of a date in milliseconds since 1970; without what is infinite, but for the ends. */
export interface NumberSummary {
  readonly mean: number;
  readonly deviation: number;
  readonly low: number;
  readonly quarter: number;
  readonly median: number;
  readonly threeQuarters: number;
  readonly high: number;
  readonly infinite: number;
}

/** How many values lie between two edges: the first inclusive, the second not, but for the last one. */
export interface Bins {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface TargetProfile {
  readonly column: string;
  readonly task: "classes" | "numbers";
  readonly missing: number;
  /** Of classes: each with its rows, the commonest first. */
  readonly classes?: readonly { readonly label: string; readonly rows: number }[];
}

/** Pearson's, over the rows that have both. */
export interface Correlation {
  readonly columns: readonly [string, string];
  readonly r: number;
}
