import { backward } from "../../core/backward.ts";
import { asBatch, batchGraph, bindBatched, type MaybeBatched } from "../../core/batching.ts";
import { formals } from "../../core/body.ts";
import { applyOne } from "../../core/primitive.ts";
import { substitute } from "../../core/rewrite.ts";
import { type AnyTensor, placeholder } from "../../core/tensor.ts";
import { range } from "../../values/shape.ts";
import { withDerivative } from "../custom.ts";
import { stopGradientPrimitive } from "../identity.ts";
import { type LoopParams, type LoopParts, partsOf, type Repeat, resultsOf } from "./params.ts";

/** One loop over all examples at once. Rows stay the first axis, the examples become the second. */
export const batchLoop = (
  repeat: Repeat,
  inputs: readonly AnyTensor[],
  batched: readonly boolean[],
  params: LoopParams,
  size: number,
): readonly AnyTensor[] => {
  const parts = partsOf(inputs, params);
  const flags = partsOf(batched, params);
  /** The body for all examples, given which states are stacks of them. */
  const tracing =
    (captured: readonly AnyTensor[]): Trace =>
    (split, index, states, rows) => {
      const isBatched = [false, ...split, ...flags.rows, ...flags.captured];
      const given = bindBatched(formals(params.body), [index, ...states, ...rows, ...captured], isBatched);
      return batchGraph(params.body.outputs, given, size);
    };
  const trace = tracing(parts.captured);
  if (params.count === undefined) {
    const run = (walk: typeof batchWhile, own: readonly AnyTensor[]) => {
      const given = partsOf(own, params);
      return walk(repeat, params, given, flags, size, tracing(given.captured));
    };
    return withDerivative(run(batchWhile, inputs), inputs, (own, _, cotangents) => {
      // One tensor may be several of the inputs; each has a derivative of its own.
      const stands = own.map(({ shape, dtype }) => placeholder(shape, dtype, "an operand"));
      const leaving = backward(run(walkInside, stands), cotangents, stands);
      const actual = substitute(
        leaving.filter((d) => d !== undefined),
        stands,
        own,
      );
      let next = 0;
      return leaving.map((d) => d && actual[next++]);
    });
  }

  const split = batchedStates(parts, flags, size, trace);
  let stackedFlags: readonly boolean[] = [];
  const outputs = repeat({
    ...params,
    carried: parts.carried.map((x, i) => (split[i] ? asBatch({ tensor: x, batched: flags.carried[i]! }, size) : x)),
    rows: parts.rows.map((x, i) => (flags.rows[i] ? swapFirst(x) : x)),
    step: (index, states, rows) => {
      const traced = trace(split, index, states, rows);
      const stacked = traced.slice(params.carried);
      stackedFlags = stacked.map((each) => each.batched);
      const next = traced.slice(0, params.carried);
      return {
        carried: next.map((each, i) => (split[i] ? asBatch(each, size) : each.tensor)),
        stacked: stacked.map(({ tensor }) => tensor),
      };
    },
  });
  return outputs.map((tensor, i) => {
    if (i < params.carried) return asBatch({ tensor, batched: split[i]! }, size);
    return stackedFlags[i - params.carried] ? swapFirst(tensor) : asBatch({ tensor, batched: false }, size);
  });
};

type Trace = (
  split: readonly boolean[],
  index: AnyTensor,
  states: readonly AnyTensor[],
  rows: readonly AnyTensor[],
) => MaybeBatched[];

const swapFirst = (x: AnyTensor): AnyTensor => x.transpose([1, 0, ...range(x.rank).slice(2)]);

const probe = (shape: readonly number[], { dtype }: AnyTensor): AnyTensor => placeholder(shape, dtype, "a probe");

/** The states that differ between examples: those that do at the start, and those that these reach. */
const batchedStates = (
  { carried, rows }: LoopParts<AnyTensor>,
  flags: LoopParts<boolean>,
  size: number,
  trace: Trace,
): readonly boolean[] => {
  let split = flags.carried;
  for (;;) {
    const states = carried.map((x, i) => {
      const one = flags.carried[i] ? x.shape.slice(1) : x.shape;
      return probe(split[i] ? [size, ...one] : one, x);
    });
    const slices = rows.map((x, i) => probe(flags.rows[i] ? [size, ...x.shape.slice(2)] : x.shape.slice(1), x));
    const traced = trace(split, placeholder([], "int32", "a probe"), states, slices);
    const next = split.map((flag, i) => flag || traced[i]!.batched);
    if (next.every((flag, i) => flag === split[i])) return split;
    split = next;
  }
};

/** Goes on while any example does; an example that is done keeps its state. */
const batchWhile = (
  repeat: Repeat,
  params: LoopParams,
  { condition, carried }: LoopParts<AnyTensor>,
  flags: LoopParts<boolean>,
  size: number,
  trace: Trace,
): readonly AnyTensor[] => {
  const starts = carried.map((tensor, i) => asBatch({ tensor, batched: flags.carried[i]! }, size));
  const running = asBatch({ tensor: condition!, batched: flags.condition! }, size);
  const outputs = repeat({
    ...params,
    condition: running.any(),
    carried: [running, ...starts],
    rows: [],
    step: (index, [active, ...states]) => {
      const { again, reached } = stepOfAll(params, states, index, size, trace);
      const still = active!.logicalAnd(again);
      return { condition: still.any(), carried: [still, ...choose(active!, reached, states)], stacked: [] };
    },
  });
  return outputs.slice(1);
};

/**
 * The same for derivatives: an example that is done goes on taking its last step, from where it took it, and one that
 * takes no step at all goes along with one that does. Where they are the step may have no derivative, and what is not
 * taken would make NaN of the rest all the same (0 · ∞).
 */
const walkInside: typeof batchWhile = (repeat, params, { condition, carried }, flags, size, trace) => {
  const starts = carried.map((tensor, i) => asBatch({ tensor, batched: flags.carried[i]! }, size));
  if (size === 0) return starts;
  const running = asBatch({ tensor: condition!, batched: flags.condition! }, size);
  const other = running.cast("int32").argmax(0);
  const places = starts.map((x) => applyOne(stopGradientPrimitive, [x.gather(other, 0).expandDims(0)], null));
  const outputs = repeat({
    ...params,
    condition: running.any(),
    carried: [running, ...choose(running, starts, places), ...starts],
    rows: [],
    step: (index, [active, ...states]) => {
      const [from, results] = [states.slice(0, starts.length), states.slice(starts.length)];
      const { again, reached } = stepOfAll(params, from, index, size, trace);
      const still = active!.logicalAnd(again);
      const carried = [still, ...choose(still, reached, from), ...choose(active!, reached, results)];
      return { condition: still.any(), carried, stacked: [] };
    },
  });
  return outputs.slice(1 + starts.length);
};

const stepOfAll = (params: LoopParams, states: readonly AnyTensor[], index: AnyTensor, size: number, trace: Trace) => {
  const split = states.map(() => true);
  const [again, ...next] = trace(split, index, states, []).map((each) => asBatch(each, size));
  return { again: again!, reached: resultsOf([again!, ...next], params) };
};

/** By example. */
const choose = (which: AnyTensor, yes: readonly AnyTensor[], no: readonly AnyTensor[]): AnyTensor[] =>
  yes.map((x, i) => which.reshape([x.shape[0]!, ...x.shape.slice(1).map(() => 1)]).where(x, no[i]!));
