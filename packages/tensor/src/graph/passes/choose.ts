import { type Body, formals } from "../../core/body.ts";
import { rewrite } from "../../core/rewrite.ts";
import { type AnyTensor, type Node, nodeOf } from "../../core/tensor.ts";
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

/**
 * The nodes between the operands and the results: newest first, so that whatever reads a node has been seen before it,
 * and only until all that is left is behind the operands. A long chain is not walked to its beginning for each of them.
 */
const insideOf = ({ inputs, outputs }: Node, stop: ReadonlySet<AnyTensor>): Node[] => {
  const inside: Node[] = [];
  const open = new Map<Node, "inside" | "behind">();
  const reach = (tensor: AnyTensor, place: "inside" | "behind") => {
    const node = nodeOf(tensor);
    if (node && !stop.has(tensor) && open.get(node) !== "behind") open.set(node, place);
  };
  inputs.forEach((input, i) => reach(input, i < outputs.length ? "inside" : "behind"));
  while ([...open.values()].includes("inside")) {
    const node = [...open.keys()].reduce((a, b) => (b.id > a.id ? b : a));
    const place = open.get(node)!;
    open.delete(node);
    if (place === "inside") inside.push(node);
    for (const input of node.inputs) reach(input, place);
  }
  return inside.filter(({ primitive }) => !moves.has(primitive.name));
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
