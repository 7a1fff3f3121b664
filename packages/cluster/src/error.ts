import { type ErrorDetails, type Fault, KaviarError } from "@kaviar/base/error";

/** What may break, and whose fault that is. */
const faults = {
  options: "usage",
  "bad-plan": "usage",
  refused: "world",
  unreachable: "world",
  "no-job": "usage",
} as const satisfies Readonly<Record<string, Fault>>;

/** Which law was broken, for programs; the message is for people. */
export type ClusterErrorCode = keyof typeof faults;

/** What went wrong with a cluster: the law and its evidence, and what to do about it. */
export class ClusterError extends KaviarError<ClusterErrorCode> {
  override readonly name = "ClusterError";

  constructor(code: ClusterErrorCode, evidence: string, details: ErrorDetails = {}) {
    super(code, faults[code], evidence, details);
  }
}
