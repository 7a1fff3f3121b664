import { bodyNodes, formals } from "../core/body.ts";
import { type AnyTensor, type Node, nodeOf } from "../core/tensor.ts";
import { nodesBehind } from "../core/walk.ts";
import { isCond, isLoop } from "../graph/control-nodes.ts";
import type { Event } from "./watch.ts";

/** A value that is checked for NaN: an output of a node, or the part of an input of `where` that the condition selects. */
export interface Spot {
  readonly node: Node;
  readonly tensor: AnyTensor;
}

/** Was a NaN there, at any time? */
export type WasSeen = (spot: Spot) => boolean;

/**
 * The values that NaN may have come through to the outputs `withNaN`. A value passes it on from those of its inputs that
 * held NaN too; a `where` only from the side that it took NaN from.
 */
export const nanAncestry = (
  withNaN: readonly AnyTensor[],
  inputs: readonly AnyTensor[],
  wasSeen: WasSeen,
): Set<AnyTensor> => {
  const given = new Set(inputs);
  const actuals = actualsOf(nodesBehind(withNaN, given));
  const found = new Set<AnyTensor>();
  const todo = [...withNaN];
  for (let tensor = todo.pop(); tensor; tensor = todo.pop()) {
    if (found.has(tensor)) continue;
    const node = given.has(tensor) ? undefined : nodeOf(tensor);
    if (node && !wasSeen({ node, tensor })) continue;
    found.add(tensor);
    todo.push(...(node ? passedOnBy(node, tensor, wasSeen) : (actuals.get(tensor) ?? [])));
  }
  return found;
};

const passedOnBy = (node: Node, output: AnyTensor, wasSeen: WasSeen): readonly AnyTensor[] => {
  const place = node.outputs.indexOf(output);
  if (isLoop(node)) {
    const { body, carried, count } = node.params;
    const start = count === undefined ? 1 : 0;
    return [body.outputs[start + place]!, ...(place < carried ? [node.inputs[start + place]!] : [])];
  }
  if (isCond(node)) return [node.params.whenTrue.outputs[place]!, node.params.whenFalse.outputs[place]!];
  if (node.primitive.name === "where") return node.inputs.slice(1).filter((side) => wasSeen({ node, tensor: side }));
  return node.inputs;
};

/** What the formal tensors of all bodies stand for; the state of a loop also for what the step before made of it. */
const actualsOf = (nodes: readonly Node[], actuals = new Map<AnyTensor, AnyTensor[]>()) => {
  const bind = (slots: readonly AnyTensor[], given: readonly AnyTensor[]) =>
    slots.forEach((slot, i) => {
      actuals.set(slot, [...(actuals.get(slot) ?? []), ...given.slice(i, i + 1)]);
    });
  for (const node of nodes) {
    if (isLoop(node)) {
      const { body, carried, count } = node.params;
      const start = count === undefined ? 1 : 0;
      const slots = formals(body).slice(1);
      bind(slots, node.inputs.slice(start));
      bind(slots.slice(0, carried), body.outputs.slice(start));
      actualsOf(bodyNodes(body), actuals);
    } else if (isCond(node)) {
      const { whenTrue, whenFalse } = node.params;
      bind(whenTrue.captured, node.inputs.slice(1));
      bind(whenFalse.captured, node.inputs.slice(1 + whenTrue.captured.length));
      for (const body of [whenTrue, whenFalse]) actualsOf(bodyNodes(body), actuals);
    }
  }
  return actuals;
};

/** Orders events as they happened: by the steps of the loops they share, then by place. */
export const earliest = (events: readonly Event<Spot>[]): Event<Spot> | undefined =>
  events.reduce<Event<Spot> | undefined>(
    (first, event) => (first && !isBefore(event, first) ? first : event),
    undefined,
  );

/** Of two events given in the order of their places, the second is first only in an earlier step of a common loop. */
const isBefore = (later: Event<Spot>, earlier: Event<Spot>): boolean => {
  for (const [level, loop] of later.loops.entries()) {
    if (loop !== earlier.loops[level]) return false;
    const difference = later.steps[level]! - earlier.steps[level]!;
    if (difference !== 0) return loop.params.reverse ? difference > 0 : difference < 0;
  }
  return false;
};
