import { bodyNodes } from "../../core/body.ts";
import { type AnyTensor, type Node, nodeOf } from "../../core/tensor.ts";
import { uniformValue } from "../../primitives/constant.ts";
import { resultsOf } from "../../primitives/loop/params.ts";
import { sameShape } from "../../values/shape.ts";
import type { LoopNode } from "../control-nodes.ts";

/** States that go in one row, by place. */
export type Group = readonly number[];

/** Elements in a tensor that shares a row with others, at most: see `pack`. */
const largest = 32_768;

/**
 * The groups of states whose next values are computed by the same expression. Expressions are compared by their form, down
 * to the operands in which the states of a group may differ: their gradients, say.
 */
export const groupsOf = ({ params }: LoopNode): readonly Group[] => {
  const { body, carried } = params;
  const results = resultsOf(body.outputs, params);
  const inside = new Set(bodyNodes(body));
  const states = new Set(body.parameters.slice(1, 1 + carried));
  const scaled = new Set<number>();
  let isScaled = false;
  /** "?" for all that no state is in: there the states of a group may differ. */
  const form = (tensor: AnyTensor, shape: readonly number[], depth: number): string => {
    const node = nodeOf(tensor);
    if (tensor.size === 1) return uniformValue(tensor)?.toString() ?? `#${tensor.id}`;
    if (!sameShape(tensor.shape, shape) || depth === 0) return "?";
    if (states.has(tensor)) return "state";
    if (!node?.primitive.elementwise || !inside.has(node)) return "?";
    const { name } = node.primitive;
    isScaled ||= (name === "mul" || name === "div") && node.inputs.some(({ size }) => size === 1);
    const operands = node.inputs.map((input) => form(input, shape, depth - 1));
    return operands.some((each) => each.includes("state")) ? `${name}(${operands.join()})` : "?";
  };
  const byForm = new Map<string, number[]>();
  for (let i = 0; i < carried; i++) {
    const { shape, dtype, size } = body.parameters[1 + i]!;
    isScaled = false;
    const shown = form(results[i]!, shape, 6);
    if (dtype !== "float32" || size === 1 || shown === "?") continue;
    // Large ones share the treatment (a flat row of their own), not the row.
    const key = size > largest ? `${shown} ${i}` : shown;
    byForm.set(key, [...(byForm.get(key) ?? []), i]);
    if (isScaled) scaled.add(i);
  }
  const alike = refine(byForm, readBy(body, results, inside, [...byForm.values()].flat()));
  // One alone gains only where `fuse` makes one operator of a row times a number and another row.
  return alike.filter((group) => group.length > 1 || scaled.has(group[0]!));
};

/** Which states each of the given ones is made from, element by element. */
const readBy = (
  { parameters }: LoopNode["params"]["body"],
  results: readonly AnyTensor[],
  inside: ReadonlySet<Node>,
  places: readonly number[],
): ReadonlyMap<number, readonly number[]> => {
  const placeOf = new Map(places.map((i) => [parameters[1 + i]!, i]));
  const sources = (from: AnyTensor): number[] => {
    const seen = new Set([from]);
    for (const each of seen) {
      const node = nodeOf(each);
      if (!node?.primitive.elementwise || !inside.has(node)) continue;
      for (const input of node.inputs) if (sameShape(input.shape, from.shape)) seen.add(input);
    }
    return [...seen].flatMap((each) => placeOf.get(each) ?? []);
  };
  return new Map(places.map((i) => [i, sources(results[i]!)]));
};

/**
 * Splits groups until the members of each read, and are read by, members of the same groups: where some weights decay
 * and others do not, their averages are two rows too, or one of them would be cut and joined in each step.
 */
const refine = (
  byForm: ReadonlyMap<string, Group>,
  reads: ReadonlyMap<number, readonly number[]>,
): readonly Group[] => {
  let names = new Map([...byForm].flatMap(([form, group]) => group.map((i) => [i, form] as const)));
  for (let count = 0; ; ) {
    const listed = (places: readonly number[]) =>
      places
        .map((i) => names.get(i)!)
        .sort()
        .join(";");
    const readers = (place: number) => [...reads].flatMap(([i, list]) => (list.includes(place) ? [i] : []));
    const signed = [...names].map(
      ([i, name]) => [i, `${name}|${listed(reads.get(i)!)}|${listed(readers(i))}`] as const,
    );
    const distinct = [...new Set(signed.map(([, text]) => text))];
    const short = new Map(distinct.map((text, i) => [text, String(i)]));
    names = new Map(signed.map(([i, text]) => [i, short.get(text)!]));
    if (distinct.length === count)
      return distinct.map((_, g) => [...names].flatMap(([i, n]) => (n === String(g) ? [i] : [])));
    count = distinct.length;
  }
};
