/**
 * What went wrong, as law, evidence and remedy: the message states the first two, and ends with the third.
 *
 * ```ts
 * throw new TuneError("bad-bounds", "`low` must be below `high`, got low = 5, high = 2.", { remedy: "Swap them." });
 * ```
 */
export class TuneError extends Error {
  override readonly name = "TuneError";
  readonly code: string;
  readonly remedy: string | undefined;

  constructor(code: string, evidence: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(options.remedy ? `${evidence} ${options.remedy}` : evidence, { cause: options.cause });
    this.code = code;
    this.remedy = options.remedy;
  }
}
