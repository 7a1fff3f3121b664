import { isKaviarError } from "@kaviar/base/error";
import { type Node, sourceOf } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import type { Program } from "../graph/program.ts";

/** A failure of the runtime in the user's terms: the operation, its operands, the user's line. */
export const explainFailure = (error: unknown, program: Program): unknown => {
  if (isKaviarError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const node = failedNode(message, program);
  const name = node?.primitive.name;
  const details = {
    operands: (node?.inputs ?? []).map((input, i) => ({
      name: `input ${i}`,
      shape: input.shape,
      dtype: input.dtype,
      source: sourceOf(input),
    })),
    at: node?.source,
    cause: error,
  };

  const length = node && outOfRange.test(message) ? indexedLength(node) : undefined;
  if (length !== undefined) {
    const got = message.match(/(?:idx|indice) ?= ?(-?\d+)/)?.[1];
    return new TensorError("index", `${name} needs indices in [${-length}, ${length})${got ? `: got ${got}` : ""}.`, {
      ...details,
      remedy: "Clip the indices, or check where they come from.",
    });
  }
  const bytes = message.match(outOfMemory);
  if (bytes) {
    const need = bytes[1] ? `: it needs ${showBytes(Number(bytes[1]))} at once` : "";
    return new TensorError("runtime", `There is no memory for ${name ?? "the graph"}${need}.`, {
      ...details,
      remedy: "Compute it in parts (scan over slices), keep less for the derivative (rematerialize), or use float32.",
    });
  }
  const subject = name ? `${name} failed` : "The graph failed";
  return new TensorError("runtime", `${subject} in the runtime: ${lastSentence(message)}`, details);
};

/** The runtime names its nodes from the outside in: a loop, then what failed inside it. */
const failedNode = (message: string, { nodes }: Program): Node | undefined => {
  const places = [...message.matchAll(/#(\d+)\//g)];
  return nodes[Number(places.at(-1)?.[1])];
};

/** How the runtime's Gather, GatherElements, ScatterND and ScatterElements put it. */
const outOfRange = /out of data bounds|out of range|out of bounds|invalid indice/i;

const outOfMemory = /Failed to allocate memory for requested buffer of size (\d+)|bad_alloc|out of memory/i;

const showBytes = (bytes: number): string => {
  const power = Math.min(4, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${["B", "KiB", "MiB", "GiB", "TiB"][power]}`;
};

/** The length of the axis that a node's indices point into. */
const indexedLength = ({ inputs, primitive, params }: Node): number | undefined =>
  inputs[0]?.shape[primitive.name === "scatter" ? 0 : ((params as { readonly axis?: number } | null)?.axis ?? -1)];

const lastSentence = (message: string): string => message.replace(/^.*Status Message:\s*/s, "").trim();
