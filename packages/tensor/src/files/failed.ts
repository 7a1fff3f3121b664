import { TensorError } from "../errors/error.ts";

/** What a runtime threw about a model of a file, as an error of ours. */
export const failed = (cause: unknown): never => {
  if (cause instanceof TensorError) throw cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  throw new TensorError("runtime", `The model failed in the runtime: ${message}`, { cause });
};
