import type { AnyTensor, Node } from "../core/tensor.ts";

/** The inputs that a node's operators read. */
export const inputsRead = ({ primitive, inputs, params }: Node): readonly AnyTensor[] =>
  inputs.slice(primitive.unread?.(params) ?? 0);

/** The nodes that some operator reads from. */
export const onlyRead = (nodes: readonly Node[], outputs: readonly AnyTensor[]): Node[] => {
  const wanted = new Set(outputs);
  const read = [...nodes].reverse().filter((node) => {
    if (!node.outputs.some((output) => wanted.has(output))) return false;
    for (const input of inputsRead(node)) wanted.add(input);
    return true;
  });
  return read.reverse();
};
