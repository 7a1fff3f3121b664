import { TensorError } from "./error.ts";
import type { Program } from "./graph/program.ts";

/** A failure of the runtime in the user's terms: the operation, its operands, the user's line. */
export const explainFailure = (error: unknown, program: Program): unknown => {
  if (error instanceof TensorError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const place = message.match(/#(\d+)\//)?.[1];
  const node = place === undefined ? undefined : program.nodes[Number(place)];
  const operands = (node?.inputs ?? []).map(({ shape, dtype }, i) => ({ name: `input ${i}`, shape, dtype }));
  const index = message.match(/(?:idx|index|indices)[^-\d]*(-?\d+)[^[]*\[(-?\d+),\s*(-?\d+)\]/);
  if (node && index) {
    return new TensorError(
      "index",
      `${node.primitive.name} needs indices in [${index[2]}, ${Number(index[3]) + 1}): got ${index[1]}.`,
      {
        operands,
        at: node.source,
        remedy: "Clip the indices, or check where they come from.",
        cause: error,
      },
    );
  }
  return new TensorError(
    "runtime",
    `${node ? `${node.primitive.name} failed` : "The graph failed"} in the runtime: ${lastSentence(message)}`,
    {
      operands,
      at: node?.source,
      cause: error,
    },
  );
};

const lastSentence = (message: string): string => message.replace(/^.*Status Message:\s*/s, "").trim();
