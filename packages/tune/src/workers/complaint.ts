import { TuneError, type TuneErrorCode } from "../error.ts";
import { messageOf } from "../evaluation/message-of.ts";

/** A TuneError on the way between processes: its class would not survive that, its parts do. */
export interface Complaint {
  readonly code: TuneErrorCode;
  readonly evidence: string;
  readonly remedy?: string | undefined;
}

/** What is not an error of the tuner comes from the storage that was written to. */
export const complaintOf = (thrown: unknown): Complaint =>
  thrown instanceof TuneError
    ? { code: thrown.code, evidence: thrown.evidence, remedy: thrown.remedy }
    : { code: "storage-failed", evidence: messageOf(thrown) };

/** The error again, in the process that a complaint was sent to. */
export const complaintError = ({ code, evidence, remedy }: Complaint): TuneError =>
  new TuneError(code, evidence, { remedy });
