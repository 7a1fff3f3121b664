import { type ErrorDetails, type Fault, KaviarError } from "@kaviar/base/error";

/** What went wrong, for programs; the message is for people. */
export type TableErrorCode =
  | "options"
  | "pipeline"
  | "column"
  | "target"
  | "data"
  | "read"
  | "export"
  | "file"
  | "thread";

const faults: { readonly [Code in TableErrorCode]: Fault } = {
  options: "usage",
  pipeline: "usage",
  export: "usage",
  column: "data",
  target: "data",
  data: "data",
  read: "data",
  file: "world",
  thread: "world",
};

/** An error of tables and what is fitted to them: the law and its evidence, and what to do about it. */
export class TableError extends KaviarError<TableErrorCode> {
  override readonly name: string = "TableError";

  constructor(code: TableErrorCode, evidence: string, details: ErrorDetails = {}) {
    super(code, faults[code], evidence, details);
  }
}
