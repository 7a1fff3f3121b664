/** Said to whoever typed the command: the law and the evidence, then what to do. The command ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly remedy: string | undefined;

  constructor(evidence: string, remedy?: string) {
    super(evidence);
    this.remedy = remedy;
  }
}
