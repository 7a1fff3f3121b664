import { TuneError, type TuneErrorCode } from "../error.ts";
import { messageOf } from "../evaluation/message-of.ts";

/** The parts of a TuneError, to be sent to another process: a message between processes keeps no class. */
export interface Complaint {
  readonly code: TuneErrorCode;
  readonly evidence: string;
  readonly remedy?: string | undefined;
}

/** The parts of what a call threw. What is no TuneError was thrown by the storage that the call writes to. */
export const complaintOf = (thrown: unknown): Complaint =>
  thrown instanceof TuneError
    ? { code: thrown.code, evidence: thrown.evidence, remedy: thrown.remedy }
    : { code: "storage-failed", evidence: messageOf(thrown) };

/** The error made of its parts again, in the process that received them. */
export const complaintError = ({ code, evidence, remedy }: Complaint): TuneError =>
  new TuneError(code, evidence, { remedy });
