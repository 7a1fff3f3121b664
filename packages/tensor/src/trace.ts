import { TensorError } from "./error.ts";

let depth = 0;

/** How many functions are being traced now, each inside the one before. */
export const traceDepth = (): number => depth;

/** Runs a user's function for its graph. It must return at once: what waits has no graph. */
export const tracing = <T>(run: () => T): T => {
  depth++;
  try {
    const result = run();
    if (typeof (result as { then?: unknown } | undefined)?.then === "function") {
      (result as unknown as Promise<unknown>).then(undefined, () => undefined);
      throw new TensorError("trace", "A traced function must return tensors, not a promise of them.", {
        remedy: "Leave out async and await; ask for data() outside of the function.",
      });
    }
    return result;
  } finally {
    depth--;
  }
};
