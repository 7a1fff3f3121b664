import { KaviarError } from "@kaviar/base/error";

/** Said to whoever typed the command: the law and the evidence, then what to do. The command ends with exit code 2. */
export class UsageError extends KaviarError<"usage"> {
  override readonly name = "UsageError";

  constructor(evidence: string, remedy?: string) {
    super("usage", "usage", evidence, { remedy });
  }
}
