import { isFloat } from "../dtype.ts";
import { TensorError } from "../error.ts";
import { type Body, bodyNodes, closeOverStep, formals } from "../graph/body.ts";
import { substitute } from "../graph/rewrite.ts";
import { dependents, isFrom, nodesBehind } from "../graph/walk.ts";
import { type Emit, writeOutputs } from "../onnx/emit.ts";
import { elementType } from "../onnx/encode.ts";
import { evaluateBody } from "../reference/evaluate.ts";
import type { Values } from "../reference/values.ts";
import { range, sameShape, showShape } from "../shape.ts";
import { type AnyTensor, addOutput, type Node, placeholder } from "../tensor.ts";
import { backward } from "../transformations/backward.ts";
import { asBatch, batchGraph, bindBatched } from "../transformations/batching.ts";
import { full } from "./constant.ts";
import { apply, type Cotangent, type Forward, type Primitive } from "./primitive.ts";
import { residualsOf } from "./residuals.ts";

/**
 * Repetition with a carried state, rows of inputs read one a step, and rows of outputs stacked.
 *
 *   inputs       [condition?, carried…, rows…, captured…]
 *   parameters   [index, carried…, row of each…]
 *   body outputs [condition?, carried…, row of each stacked output…]
 *   outputs      [carried…, stacked…]
 */
export interface LoopParams {
  readonly body: Body;
  readonly carried: number;
  readonly rows: number;
  /** How many steps; left out, the loop goes on while its condition holds. */
  readonly count: number | undefined;
  /** From the last row to the first; outputs are stacked in the order of the rows all the same. */
  readonly reverse: boolean;
  /** The derivative computes a step again instead of keeping what it needs of it. */
  readonly rematerialize: boolean;
}

/** A loop as functions write it. */
export interface LoopSpec {
  readonly count: number | undefined;
  readonly reverse?: boolean;
  readonly rematerialize?: boolean;
  readonly condition?: AnyTensor;
  readonly carried: readonly AnyTensor[];
  readonly rows: readonly AnyTensor[];
  readonly step: (index: AnyTensor, carried: readonly AnyTensor[], rows: readonly AnyTensor[]) => StepResult;
}

export interface StepResult {
  readonly condition?: AnyTensor;
  readonly carried: readonly AnyTensor[];
  readonly stacked: readonly AnyTensor[];
}

/** Traces one step and makes the loop: `[carried…, stacked…]`. */
export const repeat = ({ count, reverse = false, rematerialize = false, condition, carried, rows, step }: LoopSpec) => {
  const index = placeholder([], "int32", "the index of a loop");
  const states = carried.map(({ shape, dtype }) => placeholder(shape, dtype, "the state of a loop"));
  const slices = rows.map(({ shape, dtype }) => placeholder(shape.slice(1), dtype, "a row of a loop"));
  const result = step(index, states, slices);
  result.carried.forEach((next, i) => checkState(carried[i]!, next));
  const outputs = [...(result.condition ? [result.condition] : []), ...result.carried, ...result.stacked];
  const { body, actual } = closeOverStep([index, ...states, ...slices], outputs);
  const inputs = [...(condition ? [condition] : []), ...carried, ...rows, ...actual];
  return apply(loopPrimitive, inputs, {
    body,
    carried: carried.length,
    rows: rows.length,
    count,
    reverse,
    rematerialize,
  });
};

const checkState = (before: AnyTensor, after: AnyTensor): void => {
  if (before.dtype === after.dtype && sameShape(before.shape, after.shape)) return;
  const what = before.dtype === after.dtype ? "shape" : "dtype";
  throw new TensorError(what, "The state of a loop keeps its shape and dtype from step to step.", {
    operands: [
      { name: "before", ...before },
      { name: "after", ...after },
    ],
    remedy:
      what === "dtype"
        ? `Cast it at the end of the step: x.cast("${before.dtype}").`
        : "Start from a state of the final shape.",
  });
};

const partsOf = (inputs: readonly AnyTensor[], { carried, rows, count }: LoopParams) => {
  const start = count === undefined ? 1 : 0;
  return {
    condition: count === undefined ? inputs[0] : undefined,
    carried: inputs.slice(start, start + carried),
    rows: inputs.slice(start + carried, start + carried + rows),
    captured: inputs.slice(start + carried + rows),
  };
};

/** The outputs of the body that the loop's outputs come from: all but the condition. */
const results = <T>(bodyOutputs: readonly T[], { count }: LoopParams): readonly T[] =>
  count === undefined ? bodyOutputs.slice(1) : bodyOutputs;

/** The stack of a value inside the body: one more output of the loop, unless it is one already. */
export const stackAlso = (node: Node<LoopParams>, inner: AnyTensor): AnyTensor => {
  const { body, carried, count } = node.params;
  const known = results(body.outputs, node.params).indexOf(inner, carried);
  if (known < 0) body.outputs.push(inner);
  const place = known < 0 ? results(body.outputs, node.params).length - 1 : known;
  while (node.outputs.length <= place) {
    const { shape, dtype } = results(body.outputs, node.params)[node.outputs.length]!;
    addOutput(node, { shape: [count!, ...shape], dtype });
  }
  return node.outputs[place]!;
};

export const loopPrimitive: Primitive<LoopParams> = {
  name: "loop",
  infer: (inputs, params) => {
    const { carried } = partsOf(inputs, params);
    const stacked = results(params.body.outputs, params).slice(params.carried);
    return [
      ...carried.map(({ shape, dtype }) => ({ shape, dtype })),
      ...stacked.map(({ shape, dtype }) => ({ shape: [params.count ?? 0, ...shape], dtype })),
    ];
  },
  evaluate: (inputs, params, outputs) => evaluateLoop(inputs, params, outputs),
  lower: (emit, inputs, node) => lowerLoop(emit, inputs, node),
  derivative: (forward, cotangents) => loopDerivative(forward, cotangents),
  batch: (inputs, batched, params, size) => batchLoop(inputs, batched, params, size),
};

const evaluateLoop = (
  inputs: readonly Values[],
  params: LoopParams,
  outputs: readonly { shape: readonly number[] }[],
): Values[] => {
  const { body, count, reverse } = params;
  const { condition, carried, rows, captured } = partsOf(inputs as never, params) as never as Record<
    string,
    Values[]
  > & { condition?: Values };
  let state = carried!;
  let going = count === undefined ? condition!.data[0] !== 0 : count > 0;
  const stacked: Values[][] = [];
  for (let step = 0; going; step++) {
    const index = reverse ? count! - 1 - step : step;
    const slices = rows!.map((x) => {
      const width = x.data.length / x.shape[0]!;
      return { ...x, shape: x.shape.slice(1), data: x.data.slice(index * width, (index + 1) * width) };
    });
    const counter: Values = { shape: [], dtype: "int32", data: Float64Array.of(index) };
    const out = evaluateBody(body, [counter, ...state, ...slices, ...captured!]);
    const results = count === undefined ? out.slice(1) : out;
    state = results.slice(0, params.carried);
    stacked[index] = results.slice(params.carried);
    going = count === undefined ? out[0]!.data[0] !== 0 : step + 1 < count;
  }
  const stacks = outputs.slice(params.carried).map((output, i): Values => {
    const parts = stacked.map((row) => row[i]!.data);
    const data = Float64Array.from(parts.flatMap((part) => [...part]));
    return { shape: output.shape, dtype: results(body.outputs, params)[params.carried + i]!.dtype, data };
  });
  return [...state, ...stacks];
};

const lowerLoop = (emit: Emit, inputs: readonly string[], node: Node<LoopParams>): string[] => {
  const { body, count, reverse } = node.params;
  const { condition, carried, rows, captured } = partsOf(inputs as never, node.params) as unknown as Record<
    "carried" | "rows" | "captured",
    string[]
  > & { condition?: string };
  const inner = results(body.outputs, node.params);
  const graph = emit.subgraph((within, subgraph) => {
    const input = (dtype: AnyTensor["dtype"], shape: readonly number[]) => {
      const name = within.fresh();
      subgraph.inputs.push({ name, dtype, shape });
      return name;
    };
    const step = input("int64", []);
    const going = input("bool", []);
    const states = range(node.params.carried).map((i) => input(inner[i]!.dtype, inner[i]!.shape));
    const at = reverse ? within.op("Sub", [within.scalar("int64", count! - 1), step]) : step;
    const usesIndex = [body.outputs, ...bodyNodes(body).map((each) => each.inputs)].some((used) =>
      used.includes(body.parameters[0]!),
    );
    const index = usesIndex ? within.op("Cast", [at], { to: elementType("int32") }) : at;
    const slices = rows.map((row) => within.op("Gather", [row, at], { axis: 0 }));
    const written = within.body(body, [index, ...states, ...slices, ...captured]);
    const outputs = count === undefined ? written : [going, ...written];
    const tensors: { dtype: AnyTensor["dtype"]; shape: readonly number[] }[] = [{ dtype: "bool", shape: [] }, ...inner];
    writeOutputs(within, subgraph, outputs, tensors);
  });
  const trips = count === undefined ? "" : emit.scalar("int64", count);
  const names = emit.ops("Loop", [trips, condition ?? "", ...carried], inner.length, { body: { graph } });
  if (!reverse) return names;
  const back = [emit.ints([-1]), emit.ints([Number.MIN_SAFE_INTEGER]), emit.ints([0]), emit.ints([-1])];
  return names.map((name, i) => (i < node.params.carried ? name : emit.op("Slice", [name, ...back])));
};

const loopDerivative = (forward: Forward<LoopParams>, cotangents: readonly Cotangent[]): Cotangent[] => {
  const { inputs, params, needed, node } = forward;
  const { body, carried, count, reverse, rematerialize } = params;
  if (count === undefined) {
    throw new TensorError(
      "derivative",
      "A loop with a condition has no derivative: how often it runs is known only while it runs.",
      {
        at: node.source,
        remedy: "Give the loop a fixed count, or differentiate a fixed number of its steps.",
      },
    );
  }
  const [index, ...rest] = body.parameters as [AnyTensor, ...AnyTensor[]];
  const states = rest.slice(0, carried);
  const slots = [...rest, ...body.captured];
  const active = activeStates(body, states, slots, needed);

  // The body backwards, in terms of its own values and of the cotangents that arrive at a step.
  const arrivingState = states.map((state, i) =>
    active[i] ? placeholder(state.shape, state.dtype, "a cotangent") : undefined,
  );
  const rows = cotangents.slice(carried);
  const arrivingRow = rows.map(
    (row, i) => row && placeholder(body.outputs[carried + i]!.shape, row.dtype, "a cotangent"),
  );
  const wrt = slots.filter((slot, i) => (i < carried ? active[i] : needed[i]));
  const given = new Set([...formals(body)]);
  const leaving = backward(body.outputs, [...arrivingState, ...arrivingRow], wrt, { stop: given });
  const arriving = [...arrivingState, ...arrivingRow].filter((tensor) => tensor !== undefined);

  // What of the forward step the backward step needs: rows it has anyway, or rows that the loop shall stack.
  const present = leaving.filter((tensor) => tensor !== undefined);
  const kept = residualsOf(present, body, new Set(arriving), rematerialize);
  const keptRows = kept.map((tensor) => {
    const row = rest.indexOf(tensor) - carried;
    return row >= 0 ? partsOf(inputs, params).rows[row]! : stackAlso(node, tensor);
  });

  const leavingOf = new Map(wrt.map((tensor, i) => [tensor, leaving[i]]));
  const stateSlots = states.filter((_, i) => active[i]);
  const rowSlots = slots.slice(carried, rest.length).filter((slot) => leavingOf.get(slot));
  const capturedSlots = body.captured.filter((slot) => leavingOf.get(slot));
  const actual = partsOf(inputs, params).captured;

  const finalCotangents = states.flatMap((state, i) =>
    active[i] ? [cotangents[i] ?? full(state.shape, 0, state.dtype)] : [],
  );
  const sums = capturedSlots.map(({ shape, dtype }) => full(shape, 0, dtype));
  const outputs = repeat({
    count,
    reverse: !reverse,
    carried: [...finalCotangents, ...sums],
    rows: [...rows.filter((row) => row !== undefined), ...keptRows],
    step: (at, carry, slices) => {
      const incoming = slices.length - keptRows.length;
      const replaced = substitute(
        present,
        [...arriving, ...kept, ...body.captured, index],
        [...carry.slice(0, stateSlots.length), ...slices.slice(0, incoming), ...slices.slice(incoming), ...actual, at],
      );
      const gone = (slot: AnyTensor) => {
        const tensor = leavingOf.get(slot);
        return tensor ? replaced[present.indexOf(tensor)]! : full(slot.shape, 0, slot.dtype);
      };
      return {
        carried: [
          ...stateSlots.map(gone),
          ...capturedSlots.map((slot, i) => carry[stateSlots.length + i]!.add(gone(slot))),
        ],
        stacked: rowSlots.map(gone),
      };
    },
  });
  const place = [...stateSlots, ...capturedSlots, ...rowSlots];
  return slots.map((slot, i) => (needed[i] && place.includes(slot) ? outputs[place.indexOf(slot)] : undefined));
};

/** The states that a needed input reaches, in however many steps. */
const activeStates = (
  body: Body,
  states: readonly AnyTensor[],
  slots: readonly AnyTensor[],
  needed: readonly boolean[],
): boolean[] => {
  const nodes = nodesBehind(body.outputs, new Set(formals(body)));
  let active = states.map((_, i) => needed[i] === true);
  for (;;) {
    const sources = new Set(slots.filter((_, i) => (i < states.length ? active[i] : needed[i])));
    const reached = dependents(nodes, sources);
    const next = states.map((state, i) => {
      const output = body.outputs[i]!;
      return isFloat(state.dtype) && (active[i]! || sources.has(output) || isFrom(output, reached));
    });
    if (next.every((flag, i) => flag === active[i])) return next;
    active = next;
  }
};

const batchLoop = (
  inputs: readonly AnyTensor[],
  batched: readonly boolean[],
  params: LoopParams,
  size: number,
): AnyTensor[] => {
  const { body, count, reverse, rematerialize } = params;
  const { condition, carried, rows, captured } = partsOf(inputs, params);
  const flags = partsOf(batched as never, params) as unknown as Record<"carried" | "rows" | "captured", boolean[]> & {
    condition?: boolean;
  };
  if (count === undefined)
    throw new TensorError(
      "trace",
      "vmap over a loop with a condition is not supported: examples would need different numbers of steps.",
      { remedy: "Use a fixed count and `where` inside." },
    );
  void condition;

  const trace = (
    stateFlags: readonly boolean[],
    at: AnyTensor,
    states: readonly AnyTensor[],
    slices: readonly AnyTensor[],
  ) => {
    const isBatched = [false, ...stateFlags, ...flags.rows, ...flags.captured];
    return batchGraph(
      body.outputs,
      bindBatched(formals(body), [at, ...states, ...slices, ...captured], isBatched),
      size,
    );
  };

  let stateFlags = flags.carried;
  for (;;) {
    const probe = trace(
      stateFlags,
      placeholder([], "int32", "a probe"),
      carried.map((x, i) =>
        stateFlags[i] ? probeOf(flags.carried[i] ? x.shape : [size, ...x.shape], x) : probeOf(x.shape, x),
      ),
      rows.map((x, i) => probeOf(flags.rows[i] ? [size, ...x.shape.slice(2)] : x.shape.slice(1), x)),
    );
    const next = stateFlags.map((flag, i) => flag || probe[i]!.batched);
    if (next.every((flag, i) => flag === stateFlags[i])) break;
    stateFlags = next;
  }
  const stackedFlags: boolean[] = [];
  const outputs = repeat({
    count,
    reverse,
    rematerialize,
    carried: carried.map((x, i) => (stateFlags[i] ? asBatch({ tensor: x, batched: flags.carried[i]! }, size) : x)),
    rows: rows.map((x, i) => (flags.rows[i] ? x.transpose([1, 0, ...range(x.rank).slice(2)]) : x)),
    step: (at, states, slices) => {
      const traced = trace(stateFlags, at, states, slices);
      const next = traced
        .slice(0, carried.length)
        .map((each, i) => (stateFlags[i] ? asBatch(each, size) : each.tensor));
      const stacked = traced.slice(carried.length);
      stackedFlags.push(...stacked.map((each) => each.batched));
      return { carried: next, stacked: stacked.map((each) => each.tensor) };
    },
  });
  return outputs.map((output, i) => {
    if (i < carried.length) return asBatch({ tensor: output, batched: stateFlags[i]! }, size);
    const swapped = stackedFlags[i - carried.length]
      ? output.transpose([1, 0, ...range(output.rank).slice(2)])
      : undefined;
    return swapped ?? asBatch({ tensor: output, batched: false }, size);
  });
};

const probeOf = (shape: readonly number[], { dtype }: AnyTensor): AnyTensor =>
  placeholder(shape, dtype, `a probe ${showShape(shape)}`);
