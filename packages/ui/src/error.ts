import { type ErrorDetails, type Fault, KaviarError } from "@kaviar/base/error";

/** What may break, and whose fault that is. */
const faults = {
  options: "usage",
  filter: "usage",
  "port-taken": "world",
  "cannot-listen": "world",
  "not-built": "world",
  "not-computed": "world",
} as const satisfies Readonly<Record<string, Fault>>;

/** Which law was broken, for programs; the message is for people. */
export type UiErrorCode = keyof typeof faults;

/** What went wrong with a dashboard or a laboratory: the law and its evidence, and what to do about it. */
export class UiError extends KaviarError<UiErrorCode> {
  override readonly name = "UiError";

  constructor(code: UiErrorCode, evidence: string, details: ErrorDetails = {}) {
    super(code, faults[code], evidence, details);
  }
}
