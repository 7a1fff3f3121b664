import { type AnyTensor, type Node, nodeOf } from "./tensor.ts";

/**
 * The nodes that `outputs` are made of, in topological order. Ends at the tensors in `stop` and at nodes older than
 * `since`: a node cannot depend on what was made after it. No recursion, so graphs may be as deep as memory.
 */
export const nodesBehind = (
  outputs: readonly AnyTensor[],
  stop: ReadonlySet<AnyTensor> = new Set(),
  since = 0,
): Node[] => {
  const seen = new Set<Node>();
  const todo: Node[] = [];
  const visit = (tensor: AnyTensor) => {
    const node = nodeOf(tensor);
    if (!node || node.id < since || seen.has(node) || stop.has(tensor)) return;
    seen.add(node);
    todo.push(node);
  };
  outputs.forEach(visit);
  for (let node = todo.pop(); node; node = todo.pop()) node.inputs.forEach(visit);
  return [...seen].sort((a, b) => a.id - b.id);
};

/** Which of the (topologically ordered) nodes depend on one of the given tensors. */
export const dependents = (nodes: readonly Node[], on: ReadonlySet<AnyTensor>): Set<Node> => {
  const found = new Set<Node>();
  for (const node of nodes) {
    if (node.inputs.some((input) => on.has(input) || isFrom(input, found))) found.add(node);
  }
  return found;
};

export const isFrom = (tensor: AnyTensor, nodes: ReadonlySet<Node>): boolean => {
  const node = nodeOf(tensor);
  return node !== undefined && nodes.has(node);
};

/** How often each tensor is read: what is read elsewhere too must be computed by itself anyway. */
export const usesOf = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): ReadonlyMap<AnyTensor, number> => {
  const uses = new Map<AnyTensor, number>();
  const count = (tensor: AnyTensor) => uses.set(tensor, (uses.get(tensor) ?? 0) + 1);
  for (const node of nodesBehind(outputs, new Set(given))) node.inputs.forEach(count);
  outputs.forEach(count);
  return uses;
};
