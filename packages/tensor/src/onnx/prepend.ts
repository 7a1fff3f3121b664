import { concatenate } from "@kaviar/base/numerics";
import { TensorError } from "../errors/error.ts";
import { encodeNode, encodeTensor, encodeValue } from "./encode.ts";
import { rewrite } from "./external-data.ts";
import { type Chunks, message } from "./fields.ts";
import type { OnnxNode, OnnxTensor, OnnxValue } from "./model.ts";
import { type Message, readMessage } from "./wire.ts";

/** What stands before a model: nodes that make some of its inputs of others. */
interface Prologue {
  readonly inputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
}

/**
 * The same model with nodes before it: inputs that the nodes make are none any more, and those of the nodes are in their
 * place. Everything else stays as it is to the byte, whoever made the file.
 *
 * ```ts
 * prependOnnx(bytes, { inputs: [pixels], nodes: [cast], initializers: [] });   // cast.outputs[0] is an input of the model
 * ```
 * The nodes are of the operators' versions that the model has. A name that the model uses for something else is refused.
 */
export const prependOnnx = (file: Uint8Array, { inputs, nodes, initializers }: Prologue): Uint8Array => {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const isMade = (input: Message): boolean => made.has(input.texts(1)[0] ?? "");
  const graph = (content: Uint8Array): Chunks => {
    checkNames(readMessage(content), isMade, [...made, ...[...inputs, ...initializers].map(({ name }) => name)]);
    const rest = rewrite(content, (field, part) => (field === 11 && isMade(readMessage(part)) ? [] : undefined));
    return message(7, [
      ...nodes.flatMap((node) => message(1, encodeNode(node))),
      ...initializers.flatMap((tensor) => message(5, encodeTensor(tensor))),
      ...inputs.flatMap((value) => message(11, encodeValue(value))),
      ...rest,
    ]);
  };
  return concatenate(
    Uint8Array,
    rewrite(file, (field, part) => (field === 7 ? graph(part) : undefined)),
  );
};

const checkNames = (graph: Message, isMade: (input: Message) => boolean, added: readonly string[]): void => {
  const taken = new Set([
    ...graph.messages(1).flatMap((node) => node.texts(2)),
    ...graph.messages(5).map((tensor) => tensor.texts(8)[0] ?? ""),
    ...graph.messages(11).flatMap((input) => (isMade(input) ? [] : input.texts(1))),
  ]);
  const twice = added.find((name, i) => taken.has(name) || added.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new TensorError("data", `Each value of a graph is made once: "${twice}" would be made by two.`, {
    remedy: "Give what stands before a model names that it does not have.",
  });
};
