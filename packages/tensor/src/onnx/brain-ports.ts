import { concatenate } from "@kaviar/base/numerics";
import type { DecodedGraph, Named, OnnxPort } from "./decode.ts";
import { elementType, encodeNode } from "./encode.ts";
import { rewrite } from "./external-data.ts";
import { type Chunks, integer, message, text } from "./fields.ts";
import type { OnnxDType } from "./model.ts";
import { readMessage } from "./wire.ts";

/** A model whose inputs and outputs ONNX Runtime can take from JavaScript and give to it. */
interface Takeable {
  readonly bytes: Uint8Array;
  /** The name in these bytes of an input or output of the file. */
  readonly nameOf: (name: string) => string;
}

const outer = (name: string): string => `${name} as float32`;

/**
 * The same model with float32 in place of bfloat16, which JavaScript cannot hand to ONNX Runtime, among its inputs and
 * outputs: a Cast behind each such input, and before each such output.
 */
export const withoutBrainPorts = (file: Uint8Array, graph: DecodedGraph): Takeable => {
  const brains = (ports: readonly Named<OnnxPort<OnnxDType>>[]) =>
    ports.filter(({ read }) => read().dtype === "bfloat16").map(({ name }) => name);
  const [inputs, outputs] = [brains(graph.inputs), brains(graph.outputs)];
  if (inputs.length + outputs.length === 0) return { bytes: file, nameOf: (name) => name };
  const [taken, given] = [new Set(inputs), new Set(outputs)];
  const changed = (content: Uint8Array): Chunks =>
    message(7, [
      ...inputs.flatMap((name) => cast(outer(name), name, "bfloat16")),
      ...rewrite(content, (field, part) => {
        if (field !== 11 && field !== 12) return undefined;
        const name = nameIn(part);
        return (field === 11 ? taken : given).has(name) ? message(field, asFloat(part, outer(name))) : undefined;
      }),
      ...outputs.flatMap((name) => cast(name, outer(name), "float32")),
    ]);
  return {
    bytes: concatenate(
      Uint8Array,
      rewrite(file, (field, part) => (field === 7 ? changed(part) : undefined)),
    ),
    nameOf: (name) => (taken.has(name) || given.has(name) ? outer(name) : name),
  };
};

const cast = (from: string, to: string, dtype: OnnxDType): Chunks =>
  message(
    1,
    encodeNode({ op: "Cast", name: to, inputs: [from], outputs: [to], attributes: { to: elementType(dtype) } }),
  );

const nameIn = (value: Uint8Array): string => readMessage(value).texts(1)[0] ?? "";

/** An input or output under another name, of float32: its type holds that of a tensor, which holds that of elements. */
const asFloat = (value: Uint8Array, name: string): Chunks =>
  rewrite(value, (field, type) => {
    if (field === 1) return text(1, name);
    if (field !== 2) return undefined;
    const tensor = (part: Uint8Array): Chunks =>
      message(
        1,
        rewrite(part, (each) => (each === 1 ? integer(1, elementType("float32")) : undefined)),
      );
    return message(
      2,
      rewrite(type, (each, part) => (each === 1 ? tensor(part) : undefined)),
    );
  });
