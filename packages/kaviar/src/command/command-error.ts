import { type ErrorDetails, type Fault, KaviarError } from "@kaviar/base/error";

/** What may break though the command was typed rightly, and whose fault that is. */
const faults = {
  "data-changed": "data",
  file: "world",
  "module-throws": "data",
  "no-best-trial": "data",
  "agents-there": "usage",
  "no-agents": "usage",
  "no-commission": "data",
  "other-files": "world",
  "other-version": "world",
  "storage-of-one-machine": "usage",
  scores: "data",
} as const satisfies Readonly<Record<string, Fault>>;

/** Which law was broken, for programs that read the document of an error. */
export type CommandErrorCode = keyof typeof faults;

/** What the command line itself finds broken while it does what was asked; what was typed wrongly is a `UsageError`. */
export class CommandError extends KaviarError<CommandErrorCode> {
  override readonly name = "CommandError";

  constructor(code: CommandErrorCode, evidence: string, details: ErrorDetails = {}) {
    super(code, faults[code], evidence, details);
  }
}
