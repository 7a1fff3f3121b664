/** What went wrong, for programs; the message is for people. */
export type ModelErrorCode = "layer" | "shape" | "data" | "labels" | "options" | "optimizer" | "nan" | "file";

/** The law and the evidence first, the remedy last. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;

  constructor(
    code: ModelErrorCode,
    law: string,
    { remedy, cause }: { readonly remedy?: string; readonly cause?: unknown } = {},
  ) {
    super(remedy ? `${law}\n${remedy}` : law, cause === undefined ? {} : { cause });
    this.name = "ModelError";
    this.code = code;
  }
}
