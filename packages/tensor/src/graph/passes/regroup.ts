import { bodyNodes, formals } from "../../core/body.ts";
import { reapply, rewrite } from "../../core/rewrite.ts";
import { type AnyTensor, type Node, nodeOf } from "../../core/tensor.ts";
import { dependents, usesOf } from "../../core/walk.ts";
import { loopOf } from "../../primitives/loop/loop.ts";
import type { LoopNode } from "../control-nodes.ts";
import { eachLoop } from "../each-loop.ts";

/**
 * A product of what depends on a loop's state and of several factors that do not is grouped so that these come first:
 * (s·a)·b is s·(a·b). One multiplication is left in the step; `hoist` computes the others for all steps at once. The way
 * back of a recurrent net has such a chain for each gate: a cotangent, another gate, a slope. The last bit may change.
 */
export const regroup = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] =>
  eachLoop(outputs, given, regroupLoop);

const regroupLoop = ({ inputs, params }: LoopNode): readonly AnyTensor[] | undefined => {
  const { body, count, carried } = params;
  if (!count || count < 2) return undefined;
  const given = formals(body);
  const states = body.parameters.slice(1, 1 + carried);
  const stepwise = dependents(bodyNodes(body), new Set(states));
  const uses = usesOf(body.outputs, given);
  /** Everything that depends on the state, as it has become. */
  const moving = new Set<AnyTensor>(states);

  const grouped = (node: Node, now: readonly AnyTensor[]): AnyTensor | undefined => {
    const [place, product] = [0, 1]
      .map((i) => [i, moving.has(now[i]!) && uses.get(node.inputs[i]!) === 1 ? nodeOf(now[i]!) : undefined] as const)
      .find(([, made]) => made?.primitive.name === "mul") ?? [0, undefined];
    const last = now[1 - place]!;
    const first = product?.inputs.find((x) => !moving.has(x));
    const state = product?.inputs.find((x) => moving.has(x));
    if (!first || !state || moving.has(last) || first.size === 1 || last.size === 1) return undefined;
    return state.mul(first.mul(last));
  };
  let changed = false;
  const regrouped = rewrite(body.outputs, new Map(given.map((x) => [x, x])), (node, now) => {
    const better = node.primitive.name === "mul" ? grouped(node, now) : undefined;
    changed ||= better !== undefined;
    const results = better ? [better] : reapply(node, now);
    if (stepwise.has(node)) for (const each of results) moving.add(each);
    return results;
  });
  return changed ? loopOf(inputs, { ...params, body: { ...body, outputs: regrouped } }) : undefined;
};
