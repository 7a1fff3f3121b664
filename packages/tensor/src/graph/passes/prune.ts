import { type Body, bodyNodes } from "../../core/body.ts";
import { apply } from "../../core/primitive.ts";
import { rewrite } from "../../core/rewrite.ts";
import type { AnyTensor, Node } from "../../core/tensor.ts";
import { nodesBehind } from "../../core/walk.ts";
import type { LoopParams } from "../../primitives/loop/params.ts";
import { isLoop, type LoopNode } from "../control-nodes.ts";

/**
 * Takes out of loops what nothing reads: stacked outputs, and states that matter only to themselves. (Nodes nothing reads
 * are never written in the first place: a graph is what can be reached from its outputs.)
 */
export const prune = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] => {
  const stop = new Set(given);
  const nodes = nodesBehind(outputs, stop);
  if (!nodes.some(isLoop)) return [...outputs];
  const read = new Set(outputs);
  const plans = new Map<Node, LoopPlan>();
  for (const node of [...nodes].reverse()) {
    if (!node.outputs.some((output) => read.has(output))) continue;
    if (isLoop(node)) {
      const plan = planLoop(node, read);
      plans.set(node, plan);
      plan.inputs.forEach((i) => read.add(node.inputs[i]!));
    } else for (const input of node.inputs) read.add(input);
  }
  return rewrite(outputs, new Map(given.map((tensor) => [tensor, tensor])), (node, inputs) => {
    const plan = plans.get(node);
    if (!plan) return undefined;
    const results = apply(
      node.primitive,
      plan.inputs.map((i) => inputs[i]!),
      plan.params,
    );
    const placed: AnyTensor[] = [];
    plan.outputs.forEach((place, i) => {
      placed[place] = results[i]!;
    });
    return placed;
  });
};

interface LoopPlan {
  readonly params: LoopParams;
  /** Places of the inputs and outputs that stay. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

const planLoop = (node: LoopNode, read: ReadonlySet<AnyTensor>): LoopPlan => {
  const { body, carried, rows, count } = node.params;
  const start = count === undefined ? 1 : 0;
  const [index, ...slots] = body.parameters as [AnyTensor, ...AnyTensor[]];
  const outputs = body.outputs.slice(start);
  const wanted = new Set(node.outputs.flatMap((output, i) => (read.has(output) ? [i] : [])));

  // A state stays when something that stays reads it.
  const reads = (): Set<AnyTensor> => {
    const kept = [...body.outputs.slice(0, start), ...[...wanted].map((i) => outputs[i]!)];
    return new Set([...kept, ...bodyNodes(body, kept).flatMap((each) => each.inputs)]);
  };
  let used = reads();
  for (let before = -1; before !== wanted.size; used = reads()) {
    before = wanted.size;
    for (let i = 0; i < carried; i++) if (used.has(slots[i]!)) wanted.add(i);
  }

  const places = [...wanted].sort((a, b) => a - b);
  const states = places.filter((i) => i < carried);
  const usedRows = Array.from({ length: rows }, (_, i) => carried + i).filter((i) => used.has(slots[i]!));
  const usedCaptured = body.captured.flatMap((tensor, i) => (used.has(tensor) ? [i] : []));
  const pruned: Body = {
    parameters: [index, ...states.map((i) => slots[i]!), ...usedRows.map((i) => slots[i]!)],
    captured: usedCaptured.map((i) => body.captured[i]!),
    outputs: [...body.outputs.slice(0, start), ...places.map((i) => outputs[i]!)],
  };
  const shared = prune(pruned.outputs, [...pruned.parameters, ...pruned.captured]);
  return {
    params: { ...node.params, body: { ...pruned, outputs: shared }, carried: states.length, rows: usedRows.length },
    inputs: [
      ...(start === 1 ? [0] : []),
      ...[...states, ...usedRows].map((i) => start + i),
      ...usedCaptured.map((i) => start + carried + rows + i),
    ],
    outputs: places,
  };
};
