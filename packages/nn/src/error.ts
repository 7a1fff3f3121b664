import { type ErrorDetails, type Fault, KaviarError } from "@kaviar/base/error";

/** What went wrong, for programs; the message is for people. */
export type ModelErrorCode = "layer" | "shape" | "data" | "labels" | "options" | "optimizer" | "nan" | "file";

const faults: { readonly [Code in ModelErrorCode]: Fault } = {
  layer: "usage",
  options: "usage",
  optimizer: "usage",
  shape: "data",
  data: "data",
  labels: "data",
  nan: "data",
  file: "data",
};

/** An error of networks and their training: the law and its evidence, and what to do about it. */
export class ModelError extends KaviarError<ModelErrorCode> {
  override readonly name: string = "ModelError";

  constructor(code: ModelErrorCode, evidence: string, details: ErrorDetails = {}) {
    super(code, faults[code], evidence, details);
  }
}
