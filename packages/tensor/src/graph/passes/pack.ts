import { formals } from "../../core/body.ts";
import { apply } from "../../core/primitive.ts";
import { substitute } from "../../core/rewrite.ts";
import { type AnyTensor, type Node, nodeOf } from "../../core/tensor.ts";
import { full, uniformValue } from "../../primitives/constant.ts";
import { repeat } from "../../primitives/loop/loop.ts";
import { partsOf, resultsOf } from "../../primitives/loop/params.ts";
import { splitTensor } from "../../primitives/split.ts";
import { sameShape } from "../../values/shape.ts";
import type { LoopNode } from "../control-nodes.ts";
import { eachLoop } from "../each-loop.ts";
import { type Group, groupsOf } from "./pack-groups.ts";

/**
 * Many small tensors that a loop carries and treats alike (weights and biases under an optimizer) are carried as one flat
 * row: an elementwise operator costs the same for all of them as for one (a tensor apart costs 1.5 µs a step under Adam).
 * A tensor of more than 32 768 elements has a row of its own: cutting it out and joining its gradient would copy it each
 * step, and where the row leaves the second-level cache the copies cost more than the calls.
 */
export const pack = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] =>
  eachLoop(outputs, given, packLoop);

const packLoop = (node: LoopNode): readonly AnyTensor[] | undefined => {
  const { params, inputs } = node;
  if (!params.count || params.count < 2) return undefined;
  const groups = groupsOf(node);
  if (groups.length === 0) return undefined;

  const { body, carried } = params;
  const actual = partsOf(inputs, params);
  const results = resultsOf(body.outputs, params);
  const formalStates = body.parameters.slice(1, 1 + carried);
  const grouped = new Set(groups.flat());
  const single = formalStates.flatMap((_, i) => (grouped.has(i) ? [] : [i]));
  const statesOf = (group: Group) => group.map((i) => formalStates[i]!);

  const fresh = repeat({
    count: params.count,
    reverse: params.reverse,
    rematerialize: params.rematerialize,
    carried: [
      ...single.map((i) => actual.carried[i]!),
      ...groups.map((group) => join(group.map((i) => actual.carried[i]!))),
    ],
    rows: actual.rows,
    step: (index, states, rows) => {
      const packed = states.slice(single.length);
      const parts = groups.map((group, g) => cut(packed[g]!, statesOf(group)));
      const now = formalStates.map((_, i) => {
        const g = groups.findIndex((group) => group.includes(i));
        return g < 0 ? states[single.indexOf(i)]! : parts[g]![groups[g]!.indexOf(i)]!;
      });
      const next = substitute(results, formals(body), [index, ...now, ...rows, ...actual.captured]);
      const known = new Map(groups.map((_, g) => [columnKey(parts[g]!), packed[g]!]));
      return {
        carried: [
          ...single.map((i) => next[i]!),
          ...groups.map((group) =>
            joinAlike(
              group.map((i) => next[i]!),
              statesOf(group),
              known,
            ),
          ),
        ],
        stacked: next.slice(carried),
      };
    },
  });
  const finals = groups.map((group, g) => cut(fresh[single.length + g]!, statesOf(group)));
  const states = formalStates.map((_, i) => {
    const g = groups.findIndex((group) => group.includes(i));
    return g < 0 ? fresh[single.indexOf(i)]! : finals[g]![groups[g]!.indexOf(i)]!;
  });
  return [...states, ...fresh.slice(single.length + groups.length)];
};

/** One row [1, n] of all elements, one tensor after another. */
const join = (tensors: readonly AnyTensor[]): AnyTensor => {
  const [first, ...rest] = tensors.map((tensor) => tensor.reshape([1, tensor.size])) as [AnyTensor, ...AnyTensor[]];
  return rest.length === 0 ? first : first.concat(rest, 1);
};

const cut = (row: AnyTensor, like: readonly AnyTensor[]): readonly AnyTensor[] =>
  splitTensor(
    row,
    like.map(({ size }) => size),
    1,
  ).map((part, i) => part.reshape(like[i]!.shape));

const columnKey = (column: readonly AnyTensor[]): string => column.map(({ id }) => id).join();

/**
 * The row of a column of tensors, one for each lane. Where all lanes are made by the same operator from the same kind of
 * operands, the operator is applied to the rows of the operands; `known` are the rows there are.
 */
const joinAlike = (
  column: readonly AnyTensor[],
  lanes: readonly AnyTensor[],
  known: Map<string, AnyTensor>,
): AnyTensor => {
  const key = columnKey(column);
  const found = known.get(key);
  if (found) return found;
  const nodes = column.map(nodeOf);
  const operands = isAlike(column, lanes, nodes) ? transposeLists(nodes.map((node) => node!.inputs)) : undefined;
  const row = operands
    ? apply(
        nodes[0]!.primitive,
        operands.map((operand) => operandRow(operand, lanes, known)),
        nodes[0]!.params,
      )[0]!
    : join(column);
  known.set(key, row);
  return row;
};

const operandRow = (
  operand: readonly AnyTensor[],
  lanes: readonly AnyTensor[],
  known: Map<string, AnyTensor>,
): AnyTensor => sharedScalar(operand) ?? joinAlike(operand, lanes, known);

/** One number for all lanes, known or not. */
const sharedScalar = (operand: readonly AnyTensor[]): AnyTensor | undefined => {
  const [first] = operand as [AnyTensor];
  if (first.size === 1 && operand.every((tensor) => tensor === first)) return first.reshape([]);
  const value = uniformValue(first);
  const same =
    value !== undefined && operand.every((tensor) => uniformValue(tensor) === value && tensor.dtype === first.dtype);
  return same ? full([], value, first.dtype) : undefined;
};

const transposeLists = <T>(lists: readonly (readonly T[])[]): T[][] =>
  lists[0]!.map((_, i) => lists.map((list) => list[i]!));

/** Elementwise on every lane, by the same operator, each operand of a lane as large as the lane or a shared number. */
const isAlike = (
  column: readonly AnyTensor[],
  lanes: readonly AnyTensor[],
  nodes: readonly (Node | undefined)[],
): boolean => {
  const [first] = nodes;
  if (!first?.primitive.elementwise || first.inputs.length === 0) return false;
  if (nodes.some((node) => node?.primitive !== first.primitive)) return false;
  return column.every(
    (tensor, lane) =>
      sameShape(tensor.shape, lanes[lane]!.shape) &&
      nodes[lane]!.inputs.every(
        (input, i) =>
          sameShape(input.shape, tensor.shape) || sharedScalar(nodes.map((each) => each!.inputs[i]!)) !== undefined,
      ),
  );
};
