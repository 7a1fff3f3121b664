import { TableError } from "../error.ts";
import type { FileHead } from "./file-head.ts";
import { markOf } from "./recode.ts";

/** Refuses JSON that DuckDB would make a column of what is no row: a number, a list of numbers, nothing at all. */
export const mustHoldRecords = (path: string, { bytes }: FileHead): void => {
  const text = new TextDecoder(markOf(bytes)).decode(bytes).trimStart();
  if (/^(\[\s*)?\{/.test(text)) return;
  const evidence =
    text === ""
      ? "is empty"
      : /^\[\s*\]/.test(text)
        ? "holds an empty list"
        : `begins with ${JSON.stringify(text.slice(0, 10))}`;
  throw new TableError("read", `JSON of a table is a list of records, or a record a line: ${path} ${evidence}.`, {
    remedy: 'Write [{ "age": 41, "plan": "basic" }, …].',
  });
};
