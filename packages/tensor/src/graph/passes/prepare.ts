import { type Body, formals } from "../../core/body.ts";
import { apply } from "../../core/primitive.ts";
import { reapply, rewrite } from "../../core/rewrite.ts";
import { type AnyTensor, type Node, nodeOf } from "../../core/tensor.ts";
import { type ConstantParams, constant, constantPrimitive } from "../../primitives/constant.ts";
import type { Elements } from "../../values/dtype.ts";
import { elementsFrom } from "../../values/dtype.ts";
import { values } from "../../values/values.ts";
import { isCond, isLoop } from "../control-nodes.ts";
import { withImagesLast } from "./images-last.ts";

/**
 * Makes a graph ready for the runtime: what has no kernel is composed, constants are folded, and what is computed twice
 * is computed once. Bodies of loops and branches likewise.
 */
export const prepare = (
  outputs: readonly AnyTensor[],
  given: readonly AnyTensor[],
  { fold = true }: PrepareOptions = {},
): AnyTensor[] => {
  const scope: Scope = { shared: new Map(), bodies: new Map(), fold };
  return prepareIn(scope, outputs, given);
};

export interface PrepareOptions {
  /** Small constants only are folded, and what is small may depend on a length that is to stay open. */
  readonly fold?: boolean;
}

interface Scope extends Required<PrepareOptions> {
  /** Nodes by what they compute. */
  readonly shared: Map<string, readonly AnyTensor[]>;
  readonly bodies: Map<Body, Body>;
}

const prepareIn = (scope: Scope, outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] =>
  rewrite(outputs, new Map(given.map((tensor) => [tensor, tensor])), (node, inputs) => {
    const moved = withImagesLast(node, inputs);
    if (moved) return prepareIn(scope, moved.outputs, moved.given);
    if (isEmpty(node)) return node.outputs.map(({ shape, dtype }) => constant([], shape, dtype));
    const composed = node.primitive.compose?.(inputs, node.params);
    if (composed) return prepareIn(scope, composed, inputs);
    const number = scope.fold ? folded(node, inputs) : undefined;
    const results = withPreparedBodies(scope, node, inputs) ?? number ?? reapply(node, inputs);
    return share(scope, results);
  });

/**
 * Has no result any element? Then nothing is left to compute, and no operator is asked about such shapes (Expand to a
 * length of 0 makes one of 1, TopK ends the process). Stacks of a loop with a condition have a length that only the run
 * knows and is written as 0: what is made of them stays.
 */
const isEmpty = ({ inputs, outputs }: Node): boolean =>
  outputs.every(({ size }) => size === 0) && !inputs.some(isOpenStack);

const isOpenStack = (x: AnyTensor): boolean => {
  const node = nodeOf(x);
  return isLoop(node) && node.params.count === undefined;
};

const prepareBody = (scope: Scope, body: Body): Body => {
  const known = scope.bodies.get(body);
  if (known) return known;
  const prepared = { ...body, outputs: prepareIn({ ...scope, shared: new Map() }, body.outputs, formals(body)) };
  scope.bodies.set(body, prepared);
  return prepared;
};

const withPreparedBodies = (
  scope: Scope,
  node: Node,
  inputs: readonly AnyTensor[],
): readonly AnyTensor[] | undefined => {
  if (isLoop(node))
    return apply(node.primitive, inputs, { ...node.params, body: prepareBody(scope, node.params.body) });
  if (isCond(node)) {
    const { whenTrue, whenFalse } = node.params;
    return apply(node.primitive, inputs, {
      whenTrue: prepareBody(scope, whenTrue),
      whenFalse: prepareBody(scope, whenFalse),
    });
  }
  return undefined;
};

const largestFolded = 256;

/** A node whose inputs are all known is a constant, as long as that is small. */
const folded = (node: Node, inputs: readonly AnyTensor[]): readonly AnyTensor[] | undefined => {
  if (inputs.length === 0 || node.outputs.some(({ size, dtype }) => size > largestFolded || dtype === "int64"))
    return undefined;
  const constants = inputs.map((input) => nodeOf(input));
  if (!constants.every((each) => each?.primitive.name === "constant" && isExact(each.params as ConstantParams)))
    return undefined;
  const known = constants.map((each) => {
    const { shape, dtype, elements } = each!.params as ConstantParams;
    return values(shape, dtype, Float64Array.from(elements as Elements["float32"], Number));
  });
  return node.primitive
    .evaluate(known, node.params, node.outputs)
    .map(
      ({ shape, dtype, data }) =>
        apply(constantPrimitive, [], { shape, dtype, elements: elementsFrom(dtype, data) })[0]!,
    );
};

/** The definitions compute with float64. */
const isExact = ({ dtype, elements }: ConstantParams): boolean =>
  dtype !== "int64" || (elements as BigInt64Array).every((each) => Number.isSafeInteger(Number(each)));

const share = (scope: Scope, results: readonly AnyTensor[]): readonly AnyTensor[] => {
  const node = results.length > 0 ? nodeOf(results[0]!) : undefined;
  if (!node || node.outputs.length !== results.length || !results.every((x, i) => x === node.outputs[i]))
    return results;
  const key = nodeKey(node);
  if (key === undefined) return results;
  const known = scope.shared.get(key);
  if (known) return known;
  scope.shared.set(key, results);
  return results;
};

/** Equal for nodes that compute the same; nodes with bodies are compared as objects elsewhere. */
const nodeKey = (node: Node): string | undefined => {
  if (isLoop(node) || isCond(node)) return undefined;
  const { primitive, inputs, params } = node;
  const shown = primitive.name === "constant" ? showConstant(params as ConstantParams) : JSON.stringify(params);
  return `${primitive.name} ${inputs.map(({ id }) => id).join()} ${shown}`;
};

const showConstant = ({ dtype, shape, elements }: ConstantParams): string =>
  `${dtype} ${shape.join()} ${new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength).join()}`;
