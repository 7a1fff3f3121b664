import { type Body, formals } from "../../core/body.ts";
import { rewrite } from "../../core/rewrite.ts";
import type { AnyTensor, Node } from "../../core/tensor.ts";
import { nodesBehind } from "../../core/walk.ts";
import { fusedPrimitive } from "../../primitives/fused.ts";
import { rewriteDeep } from "../each-loop.ts";

/**
 * Decides for each `fused` node between the runtime's operator and the operations that compute the same. Where a
 * derivative (or anything else) reads a value from between those operations, they are computed anyway, and the operator
 * would do their work a second time.
 */
export const choose = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] => {
  const stop = new Set(given);
  const nodes = nodesBehind(outputs, stop);
  const insides = new Map(nodes.filter(isFused).map((node) => [node, insideOf(node, stop)]));
  let composed = new Set<Node>();
  for (let before = -1; before < composed.size; ) {
    before = composed.size;
    const read = nodesRead(outputs, nodes, composed);
    composed = new Set(
      [...insides].filter(([, inside]) => inside.some((each) => read.has(each))).map(([node]) => node),
    );
  }
  return rewrite(outputs, new Map(given.map((tensor) => [tensor, tensor])), (node, inputs) => {
    if (composed.has(node)) return inputs.slice(0, node.outputs.length);
    return rewriteDeep(node, inputs, (body: Body) => choose(body.outputs, formals(body)));
  });
};

const isFused = ({ primitive }: Node): boolean => primitive.name === fusedPrimitive.name;

/** What only moves data may be shared with others by chance. */
const moves = new Set([
  "reshape",
  "transpose",
  "broadcastTo",
  "concat",
  "slice",
  "pad",
  "split",
  "constant",
  "identity",
]);

/** The nodes between the operands and the results. */
const insideOf = ({ inputs, outputs }: Node, stop: ReadonlySet<AnyTensor>): Node[] => {
  const operands = new Set(nodesBehind(inputs.slice(outputs.length), stop));
  return nodesBehind(inputs.slice(0, outputs.length), stop).filter(
    (node) => !operands.has(node) && !moves.has(node.primitive.name),
  );
};

/** What is read when operators stand for all but some of the results that have one. */
const nodesRead = (outputs: readonly AnyTensor[], nodes: readonly Node[], composed: ReadonlySet<Node>): Set<Node> => {
  const wanted = new Set(outputs);
  const read = new Set<Node>();
  for (const node of [...nodes].reverse()) {
    if (!node.outputs.some((output) => wanted.has(output))) continue;
    read.add(node);
    const skipped = isFused(node) && !composed.has(node) ? node.outputs.length : 0;
    for (const input of node.inputs.slice(skipped)) wanted.add(input);
  }
  return read;
};
