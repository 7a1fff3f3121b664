import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { stack } from "../../operations/shaping.ts";
import { constant } from "../../primitives/constant.ts";
import { iota } from "../../primitives/iota.ts";
import { loop, scan } from "../../transformations/control.ts";
import type { Call } from "./call.ts";
import { isSequence } from "./sequences.ts";

/** So many steps are written out one after another, which lets shapes change from step to step. */
const mostSteps = 32;
/** Lists of tensors go from step to step of what is written out alone. */
const mostStepsOfLists = 1024;

type Bool = Tensor<"bool">;

/** One step of the body: whether it goes on, the next state, and what is collected. */
interface Step {
  readonly goesOn: AnyTensor;
  readonly state: readonly AnyTensor[];
  readonly collected: readonly AnyTensor[];
}

const always = (): AnyTensor => constant([1], [], "bool");

/** A body that is run so often, or while it says so. */
export const loopOf = (call: Call): readonly AnyTensor[] => {
  const start = call.all(2);
  const count = call.optional(0) ? call.known(0)?.[0] : Number.POSITIVE_INFINITY;
  const begins = call.optional(1) ? call.known(1)?.[0] : 1;
  const step = (index: AnyTensor, state: readonly AnyTensor[]): Step => {
    const [goesOn, ...rest] = call.run("body", [index.cast("int64"), always(), ...state]) as [AnyTensor];
    return { goesOn, state: rest.slice(0, start.length), collected: rest.slice(start.length) };
  };
  const most = start.some(isSequence) ? mostStepsOfLists : mostSteps;
  if (begins !== undefined && count !== undefined && (count <= most || begins === 0)) {
    const written = writtenOut(call, begins === 0 ? 0 : count, start, step);
    if (written) return written;
  }
  if (start.some(isSequence)) {
    throw call.refuse(`it adds to a list in more than ${mostStepsOfLists} steps, or in as many as the data ask for`);
  }
  if (begins === 1 && count !== undefined && Number.isFinite(count)) {
    let endsEarly = false;
    const [state, collected] = scan(
      (before: readonly AnyTensor[], index: Tensor<"int32">) => {
        const { goesOn, state, collected } = step(index, before);
        endsEarly = call.knownOf(goesOn)?.[0] !== 1;
        return [state, collected];
      },
      start,
      iota(count),
    );
    if (!endsEarly) return [...state, ...collected];
  }
  return asLongAs(call, start, step);
};

/** The steps one after another, where it is known before how many there are. */
const writtenOut = (
  call: Call,
  count: number,
  start: readonly AnyTensor[],
  step: (index: AnyTensor, state: readonly AnyTensor[]) => Step,
): readonly AnyTensor[] | undefined => {
  let state = start;
  const all: (readonly AnyTensor[])[] = [];
  for (let i = 0; i < count; i++) {
    const next = step(constant([i], [], "int64"), state);
    state = next.state;
    all.push(next.collected);
    const goesOn = call.knownOf(next.goesOn)?.[0];
    if (goesOn === 0) break;
    if (goesOn === undefined && i + 1 < count) return undefined;
  }
  if (all.length === 0 && call.outputs > start.length) throw call.refuse("it collects the results of no step at all");
  return [...state, ...(all[0] ?? []).map((_, place) => stack(all.map((each) => each[place]!)))];
};

const asLongAs = (
  call: Call,
  start: readonly AnyTensor[],
  step: (index: AnyTensor, state: readonly AnyTensor[]) => Step,
): readonly AnyTensor[] => {
  if (call.outputs > start.length) {
    throw call.refuse(
      "it collects results of as many steps as the data ask for",
      "openOnnx runs it, without derivatives.",
    );
  }
  const goes = (call.optional(1)?.reshape([]) ?? always()) as Bool;
  const limit = call.optional(0)?.reshape([]).cast("int32");
  const { state } = loop(
    { while: ({ goes, index }) => (limit ? goes.logicalAnd(index.less(limit as never)) : goes) },
    { goes, index: constant([0], [], "int32") as Tensor<"int32">, state: start },
    ({ index, state: before }) => {
      const { goesOn, state } = step(index, before);
      return { goes: goesOn.reshape([]) as Bool, index: index.add(1), state };
    },
  );
  return state;
};
