/** What a network takes in. */
export type Kind = "image" | "sequence" | "text" | "table";

interface Task {
  /** Rows to learn from. */
  readonly rows: number;
  /** Classes, or numbers to say of a row. */
  readonly outputs: number;
  readonly target: "classes" | "numbers";
  /** Of numbers to say: their mean, and how far they are from it. */
  readonly unit?: { readonly mean: number; readonly deviation: number };
}

/** Columns of numbers, and of texts. */
export interface ColumnCounts {
  readonly numbers: number;
  readonly texts: number;
}

interface Beside {
  /** Columns that rows have beside what they are, where they have any. */
  readonly columns?: ColumnCounts;
}

export interface ImageFacts extends Task, Beside {
  /** [C, H, W]. */
  readonly shape: readonly [channels: number, height: number, width: number];
}

export interface SequenceFacts extends Task, Beside {
  /** [T, F]: the longest sequence, and the channels of a step. */
  readonly shape: readonly [steps: number, channels: number];
  /** Whether some end before the longest does: those are filled with NaN, which a mask leaves out. */
  readonly unequal: boolean;
}

export interface TextFacts extends Task, Beside {
  /** Words of a text, in the median and of the longest. */
  readonly words: { readonly median: number; readonly most: number };
  /** Different words in all texts. */
  readonly vocabulary: number;
}

export interface TableFacts extends Task {
  readonly columns: ColumnCounts;
}

/** What rows are like, as far as an architecture depends on it. */
export interface FactsOf {
  readonly image: ImageFacts;
  readonly sequence: SequenceFacts;
  readonly text: TextFacts;
  readonly table: TableFacts;
}
