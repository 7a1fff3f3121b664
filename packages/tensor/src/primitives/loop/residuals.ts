import { type Body, formals } from "../../core/body.ts";
import { type AnyTensor, nodeOf } from "../../core/tensor.ts";
import { nodesBehind } from "../../core/walk.ts";

/** Cheaper to do again than to keep. */
const free = new Set(["reshape", "broadcastTo", "constant", "identity", "stopGradient"]);

/**
 * The values of a body's forward computation that its backward computation `gradients` reads, as few as give the rest:
 * what only rearranges another value is made again. With `rematerialize` only states and rows are kept.
 */
export const residualsOf = (
  gradients: readonly AnyTensor[],
  body: Body,
  cotangents: ReadonlySet<AnyTensor>,
  rematerialize: boolean,
): AnyTensor[] => {
  const forward = new Set(nodesBehind(body.outputs, new Set(formals(body))));
  const [index, ...parameters] = body.parameters;
  const rows = new Set(parameters);
  const outside = new Set([index!, ...body.captured, ...cotangents]);
  const kept = new Set<AnyTensor>();

  const seen = new Set<AnyTensor>();
  const todo = [...gradients];
  for (let tensor = todo.pop(); tensor; tensor = todo.pop()) {
    if (seen.has(tensor) || outside.has(tensor)) continue;
    seen.add(tensor);
    const node = nodeOf(tensor);
    if (rows.has(tensor)) kept.add(tensor);
    else if (node && forward.has(node) && !rematerialize && !free.has(node.primitive.name)) kept.add(tensor);
    else if (node) todo.push(...node.inputs);
  }
  return [...kept];
};
