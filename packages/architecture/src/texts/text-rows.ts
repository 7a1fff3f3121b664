import type { Table } from "@kaviar/tabular";
import type { BrokenFile } from "../images/source.ts";

/** How the bytes of a file are letters. */
export type TextEncodingName = "utf-8" | "utf-16" | "latin-1";

/** Texts as rows: a search over networks for texts takes them. */
export interface TextRows {
  /** Empty ones too: something has to be said of them. */
  readonly x: readonly string[];
  /** The class of each, or its number; not there where nothing says them. */
  readonly y?: readonly string[] | readonly number[];
  /** Other columns of their table, where they were asked for. */
  readonly columns?: Table;
  /** The file of each row, where each has one. */
  readonly files?: readonly string[];
  /** How many files were written in which way. */
  readonly encodings?: Readonly<Partial<Record<TextEncodingName, number>>>;
  /** What was left out, and why. */
  readonly broken: readonly BrokenFile[];
}
