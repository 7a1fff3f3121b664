import { substitute } from "./rewrite.ts";
import { type AnyTensor, type Node, placeholder } from "./tensor.ts";
import { dependents, isFrom, nodesBehind } from "./walk.ts";

/**
 * A function as data: the outputs, and the tensors that stand for its arguments: `parameters`, and `captured` for the
 * values that the function closes over. What they are comes with the inputs of the node that owns the body.
 */
export interface Body {
  readonly parameters: readonly AnyTensor[];
  readonly captured: readonly AnyTensor[];
  /** A loop may be asked to put out more of what its body computes. */
  readonly outputs: AnyTensor[];
}

export const formals = ({ parameters, captured }: Body): AnyTensor[] => [...parameters, ...captured];

/** A literal number stays inside a body, where the compiler can see its value. */
const isLiteral = (tensor: AnyTensor): boolean =>
  tensor.origin.kind === "node" && tensor.origin.node.primitive.name === "constant" && tensor.size <= 1;

/**
 * Closes a traced function: what is not made inside (and is no literal) is captured. `isInside` tells which nodes the
 * body computes each time.
 */
const close = (
  parameters: readonly AnyTensor[],
  outputs: readonly AnyTensor[],
  nodes: readonly Node[],
  inside: ReadonlySet<Node>,
) => {
  const own = new Set(parameters);
  const outside = new Set<AnyTensor>();
  const consider = (tensor: AnyTensor) => {
    if (!own.has(tensor) && !isFrom(tensor, inside) && !isLiteral(tensor)) outside.add(tensor);
  };
  for (const node of nodes) if (inside.has(node)) node.inputs.forEach(consider);
  outputs.forEach(consider);
  const actual = [...outside];
  const captured = actual.map(({ shape, dtype }) => placeholder(shape, dtype, "a value that a function closes over"));
  return { actual, body: { parameters, captured, outputs: substitute(outputs, actual, captured) } satisfies Body };
};

/** A loop's body: whatever does not depend on the step is computed outside, once. */
export const closeOverStep = (parameters: readonly AnyTensor[], outputs: readonly AnyTensor[]) => {
  const own = new Set(parameters);
  const nodes = nodesBehind(outputs, own, Math.min(...parameters.map(({ id }) => id)));
  return close(parameters, outputs, nodes, dependents(nodes, own));
};

/** A branch: whatever was made while it was traced runs only when the branch does. */
export const closeOverBranch = (outputs: readonly AnyTensor[], since: number) => {
  const nodes = nodesBehind(outputs, new Set(), since + 1);
  return close([], outputs, nodes, new Set(nodes));
};

/** The nodes of a body, in order. */
export const bodyNodes = (body: Body, outputs: readonly AnyTensor[] = body.outputs): Node[] =>
  nodesBehind(outputs, new Set(formals(body)));
