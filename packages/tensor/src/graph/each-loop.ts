import { type Body, formals } from "../core/body.ts";
import { apply } from "../core/primitive.ts";
import { rewrite } from "../core/rewrite.ts";
import { type AnyTensor, type Node, nodeOf } from "../core/tensor.ts";
import { loopPrimitive } from "../primitives/loop/loop.ts";
import { isCond, isLoop, type LoopNode } from "./control-nodes.ts";

/** A loop or branch on new inputs, its bodies passed through `within`; nothing for other nodes. */
export const rewriteDeep = (
  node: Node,
  inputs: readonly AnyTensor[],
  within: (body: Body) => AnyTensor[],
): readonly AnyTensor[] | undefined => {
  const through = (body: Body): Body => ({ ...body, outputs: within(body) });
  if (isLoop(node)) return apply(loopPrimitive, inputs, { ...node.params, body: through(node.params.body) });
  if (!isCond(node)) return undefined;
  const { whenTrue, whenFalse } = node.params;
  return apply(node.primitive, inputs, { whenTrue: through(whenTrue), whenFalse: through(whenFalse) });
};

/** A pass over loops, inner ones first: what each becomes, or `undefined` to leave it. */
export type LoopPass = (node: LoopNode) => readonly AnyTensor[] | undefined;

export const eachLoop = (outputs: readonly AnyTensor[], given: readonly AnyTensor[], pass: LoopPass): AnyTensor[] =>
  rewrite(outputs, new Map(given.map((tensor) => [tensor, tensor])), (node, inputs) => {
    const results = rewriteDeep(node, inputs, (body) => eachLoop(body.outputs, formals(body), pass));
    const loop = results && nodeOf(results[0]!);
    return isLoop(loop) ? (pass(loop) ?? results) : results;
  });
