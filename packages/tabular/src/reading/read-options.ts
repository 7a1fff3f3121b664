import { flag, law, listOf, oneOf, text } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import type { Given } from "./source.ts";
import type { KnownColumn } from "./told-like.ts";
import type { ToldType } from "./told-storage.ts";

const told: readonly string[] = ["number", "integer", "boolean", "category", "date", "text", "id"] satisfies ToldType[];

/** The laws of how a file is read: for all functions that read some. */
export const readLaws = {
  /** Types of columns by name, where what they look like is not what they are: `{ zip: "category" }`. */
  types: law<Readonly<Record<string, ToldType>>>(
    `a record of columns, each ${told.join(", ")}`,
    (x) => typeof x === "object" && x !== null && Object.values(x).every((type) => told.includes(type)),
    "A constant is found, not told.",
  ).default({}),
  /** The schema of a table, or the inputs of a model: columns that have these names are read as those were. */
  like: law<readonly KnownColumn[]>(
    "the schema of a table, or the inputs of a model",
    (x) => Array.isArray(x) && x.every((column) => typeof column?.name === "string" && "kind" in column),
    "Give { like: rows.schema }.",
  ).optional(),
  /** Texts that stand for a missing value, instead of the usual ones; the empty one always does. */
  missing: listOf(text).optional(),
  /** What parts the columns of a CSV file; unless said, what its lines agree on: `,`, `;`, a tab or `|`. */
  delimiter: law<string>(
    "one letter, or a tab",
    (x) => typeof x === "string" && x.length === 1 && !/["'\r\n]/.test(x),
  ).optional(),
  /** Whether the first line of a CSV file names the columns. Without names they are column1, column2, … */
  header: flag.optional(),
  /** How a CSV file writes letters. */
  encoding: oneOf("utf-8", "latin-1", "utf-16").optional(),
};

/** Refuses what names no file and no query. */
export const mustBeGiven = (owner: string, file: Given): void => {
  if (typeof file === "string" || (typeof file === "object" && file !== null && typeof file.sql === "string")) return;
  throw new TableError("options", `${owner} takes a path, or a query as { sql }: got ${shown(file)}.`, {
    remedy: "Of rows and columns there is table(rows).",
  });
};
