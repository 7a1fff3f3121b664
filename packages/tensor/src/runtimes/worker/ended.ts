import { TensorError } from "../../errors/error.ts";

/** Of a worker that ran, and does no more. */
export const ended = (evidence: string): TensorError =>
  new TensorError("runtime", `A worker runs graphs until it is closed: ${evidence}.`, {
    remedy: "Make another one: workerRuntime().",
  });
