import { asBatch, batchGraph, bindBatched } from "../../core/batching.ts";
import { bodyNodes } from "../../core/body.ts";
import { type AnyTensor, type Node, nodeOf } from "../../core/tensor.ts";
import { isFrom } from "../../core/walk.ts";
import { iota } from "../../primitives/iota.ts";
import { loopOf } from "../../primitives/loop/loop.ts";
import { type LoopParams, partsOf, resultsOf } from "../../primitives/loop/params.ts";
import { isCond, isLoop, type LoopNode } from "../control-nodes.ts";
import { eachLoop } from "../each-loop.ts";

/** A value stacked in place of the output it leads to must not be much larger. */
const largestRow = 8_192;
const largestTotal = 8_000_000;

/**
 * What a step computes only to put it out is computed after the loop, for all steps at once: the body stacks what it
 * comes from instead. The loss of each mini-batch is of this kind: its derivative needs the scores, not the loss.
 */
export const sink = (outputs: readonly AnyTensor[], given: readonly AnyTensor[]): AnyTensor[] =>
  eachLoop(outputs, given, sinkLoop);

const sinkLoop = (node: LoopNode): readonly AnyTensor[] | undefined => {
  const { params, inputs } = node;
  const { body, count, carried } = params;
  if (!count || count < 2) return undefined;
  const results = resultsOf(body.outputs, params);
  const needed = new Set(bodyNodes(body, results.slice(0, carried)));
  const plans = results.slice(carried).map((output) => planOutput(output, needed, params));
  if (plans.every((plan) => plan === undefined)) return undefined;

  // The stacks that the loop puts out now: outputs that stay, and what the sunk ones are made of.
  const stacked = [...new Set(results.slice(carried).flatMap((output, i) => plans[i] ?? [output]))];
  const sunk: LoopParams = { ...params, body: { ...body, outputs: [...results.slice(0, carried), ...stacked] } };
  const fresh = loopOf(inputs, sunk);
  const actual = partsOf(inputs, params);
  const bound = bindBatched(
    [body.parameters[0]!, ...body.parameters.slice(1 + carried), ...stacked, ...body.captured],
    [iota(count), ...actual.rows, ...fresh.slice(carried), ...actual.captured],
    [true, ...actual.rows.map(() => true), ...stacked.map(() => true), ...body.captured.map(() => false)],
  );
  const after = results.slice(carried).map((output, i) => {
    if (!plans[i]) return fresh[carried + stacked.indexOf(output)]!;
    return asBatch(batchGraph([output], bound, count)[0]!, count);
  });
  return [...fresh.slice(0, carried), ...after];
};

/** The values to stack in place of an output, or `undefined` where it had better stay inside. */
const planOutput = (
  output: AnyTensor,
  needed: ReadonlySet<Node>,
  { body, carried, count }: LoopParams,
): readonly AnyTensor[] | undefined => {
  if (isFrom(output, needed)) return undefined;
  const late = bodyNodes(body, [output]).filter((each) => !needed.has(each) && each.primitive.name !== "constant");
  if (late.length === 0 || late.some((each) => isLoop(each) || isCond(each))) return undefined;
  const states = new Set(body.parameters.slice(1, 1 + carried));
  const read = new Set(late.flatMap((each) => each.inputs));
  const cut = [...read].filter((tensor) => states.has(tensor) || isFrom(tensor, needed));
  const fits = cut.every(
    (tensor) => isConstant(tensor) || (tensor.size <= largestRow && tensor.size * count! <= largestTotal),
  );
  return fits ? cut.filter((tensor) => !isConstant(tensor)) : undefined;
};

const isConstant = (tensor: AnyTensor): boolean => nodeOf(tensor)?.primitive.name === "constant";
