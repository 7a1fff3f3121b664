import { KaviarError } from "@kaviar/base/error";

/** What was typed is wrong: the law and the evidence, then what to do. The command ends with exit code 2. */
export class UsageError extends KaviarError<"usage"> {
  override readonly name = "UsageError";

  constructor(evidence: string, remedy?: string) {
    super("usage", "usage", evidence, { remedy });
  }
}
