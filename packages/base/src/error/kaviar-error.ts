import type { Fault } from "./fault.ts";

/** What comes with an error beside its law and evidence. */
export interface ErrorDetails {
  /** What to do about it: a sentence. */
  readonly remedy?: string | undefined;
  readonly cause?: unknown;
}

/**
 * What went wrong, as data for programs and as a message for people. The message is the law with its evidence, and the
 * remedy on a line of its own; whoever wants one of them reads the field, never the message.
 *
 * ```ts
 * throw new KaviarError("bad-bounds", "usage", "`low` must be below `high`: got low = 5, high = 2.", { remedy: "Swap them." });
 * ```
 * Each package has a class of its own, whose codes are a union and whose faults are a total table over it.
 */
export class KaviarError<Code extends string = string> extends Error {
  override readonly name: string = "KaviarError";
  /** Which law was broken: stable, so a program may compare it. */
  readonly code: Code;
  readonly fault: Fault;
  /** The law and the evidence that it was broken: the message without its remedy. */
  declare readonly evidence: string;
  declare readonly remedy: string | undefined;

  constructor(code: Code, fault: Fault, evidence: string, { remedy, cause }: ErrorDetails = {}) {
    super(remedy ? `${evidence}\n${remedy}` : evidence, cause === undefined ? {} : { cause });
    this.code = code;
    this.fault = fault;
    // Not enumerable: whoever prints the error sees them in its message already.
    Object.defineProperties(this, { evidence: { value: evidence }, remedy: { value: remedy } });
  }
}

/** An error of any of the packages is a `KaviarError`, though each package has a copy of this class inside. */
Object.defineProperty(KaviarError, Symbol.hasInstance, {
  value(this: unknown, error: unknown): boolean {
    return this === KaviarError
      ? isKaviarError(error)
      : Function.prototype[Symbol.hasInstance].call(this as () => void, error);
  },
});

/** Whether an error says its code, fault and evidence. */
export const isKaviarError = (error: unknown): error is KaviarError =>
  error instanceof Error && "fault" in error && "code" in error && "evidence" in error;
