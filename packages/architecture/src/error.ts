import { type ErrorDetails, type Fault, KaviarError } from "@kaviar/base/error";

/** What went wrong, for programs; the message is for people. */
export type ArchitectureErrorCode = "options" | "space" | "data" | "read" | "file";

const faults: { readonly [Code in ArchitectureErrorCode]: Fault } = {
  options: "usage",
  space: "usage",
  data: "data",
  read: "data",
  file: "world",
};

/** An error of a search over networks, or of what it reads: the law and its evidence, and what to do about it. */
export class ArchitectureError extends KaviarError<ArchitectureErrorCode> {
  override readonly name: string = "ArchitectureError";

  constructor(code: ArchitectureErrorCode, evidence: string, details: ErrorDetails = {}) {
    super(code, faults[code], evidence, details);
  }
}
