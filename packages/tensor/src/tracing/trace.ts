import { type AnyTensor, nodeOf } from "../core/tensor.ts";
import { nodesBehind } from "../core/walk.ts";
import { TensorError } from "../errors/error.ts";
import type { Returned } from "./structure.ts";

let depth = 0;

/** How many functions are being traced now, each inside the one before. */
export const traceDepth = (): number => depth;

/** Runs a user's function for its graph. It must return at once: what waits has no graph. */
export const tracing = <T>(run: () => Returned<T>): T => {
  depth++;
  try {
    const result = run();
    if (typeof (result as { then?: unknown } | undefined)?.then === "function") {
      (result as unknown as Promise<unknown>).then(undefined, () => undefined);
      throw new TensorError("trace", "A traced function must return tensors, not a promise of them.", {
        remedy: "Leave out async and await; ask for data() outside of the function.",
      });
    }
    return result as T;
  } finally {
    depth--;
  }
};

/** What the function reads from outside: tensors with elements, and whatever was made before it was traced. */
export const capturedBy = (
  outputs: readonly AnyTensor[],
  parameters: ReadonlySet<AnyTensor>,
  since: number,
): AnyTensor[] => {
  const nodes = nodesBehind(outputs, parameters, since + 1);
  const read = new Set([...outputs, ...nodes.flatMap(({ inputs }) => inputs)]);
  return [...read].filter((tensor) => {
    const node = nodeOf(tensor);
    if (node) return node.id <= since && node.primitive.name !== "constant";
    return !parameters.has(tensor) && tensor.origin.kind !== "placeholder";
  });
};
