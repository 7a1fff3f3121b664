import { asBatch, batchGraph, bindBatched } from "../../core/batching.ts";
import { bodyNodes } from "../../core/body.ts";
import { substitute } from "../../core/rewrite.ts";
import { type AnyTensor, type Node, placeholder } from "../../core/tensor.ts";
import { dependents, isFrom } from "../../core/walk.ts";
import { iota } from "../../primitives/iota.ts";
import { loopOf } from "../../primitives/loop/loop.ts";
import { type LoopParams, partsOf } from "../../primitives/loop/params.ts";
import { isCond, isLoop, type LoopNode } from "../control-nodes.ts";
import { eachLoop } from "../each-loop.ts";

/** Rows larger than this, or more of them than a cache holds, cost more to write and read again than the nodes they save. */
const largestRow = 32_768;
const largestTotal = 2_000_000;

/**
 * What a step computes from its rows and its number alone, without the state, is computed before the loop for all steps
 * at once, by the batching rules: gathered mini-batches, one-hot labels, random masks, input projections of recurrent
 * nets.
 */
export const hoist = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] =>
  eachLoop(outputs, given, hoistLoop);

const hoistLoop = (node: LoopNode): readonly AnyTensor[] | undefined => {
  const { params, inputs } = node;
  const { body, count, carried } = params;
  if (!count || count < 2) return undefined;
  const states = new Set(body.parameters.slice(1, 1 + carried));
  const nodes = bodyNodes(body);
  const stepwise = dependents(nodes, states);
  const early = new Set<Node>();
  for (const each of nodes) if (!stepwise.has(each) && isWorthwhile(each, count, early)) early.add(each);

  const read = [...body.outputs, ...nodes.filter((each) => !early.has(each)).flatMap((each) => each.inputs)];
  const wanted = [...new Set(read.filter((tensor) => isFrom(tensor, early)))];
  if (wanted.length === 0) return undefined;

  const actual = partsOf(inputs, params);
  const [index] = body.parameters;
  const rowFormals = body.parameters.slice(1 + carried);
  const bound = bindBatched(
    [index!, ...rowFormals, ...body.captured],
    [iota(count), ...actual.rows, ...actual.captured],
    [true, ...rowFormals.map(() => true), ...body.captured.map(() => false)],
  );
  const stacks = batchGraph(wanted, bound, count).map((each) => asBatch(each, count));
  const slots = wanted.map(({ shape, dtype }) => placeholder(shape, dtype, "a row computed before the loop"));
  const hoisted: LoopParams = {
    ...params,
    rows: params.rows + slots.length,
    body: {
      parameters: [...body.parameters, ...slots],
      captured: body.captured,
      outputs: substitute(body.outputs, wanted, slots),
    },
  };
  return loopOf([...actual.carried, ...actual.rows, ...stacks, ...actual.captured], hoisted);
};

const isWorthwhile = (node: Node, count: number, early: ReadonlySet<Node>): boolean => {
  if (isLoop(node) || isCond(node) || node.primitive.name === "constant") return false;
  const ready = node.inputs.every((input) => {
    const from = input.origin.kind === "node" ? input.origin.node : undefined;
    return !from || early.has(from) || from.primitive.name === "constant";
  });
  return ready && node.outputs.every(({ size }) => size <= largestRow && size * count <= largestTotal);
};
