import { backward } from "../../core/backward.ts";
import { type Body, bodyNodes, formals } from "../../core/body.ts";
import { apply, type Cotangent, type Forward } from "../../core/primitive.ts";
import { substitute } from "../../core/rewrite.ts";
import { type AnyTensor, placeholder } from "../../core/tensor.ts";
import { dependents, isFrom } from "../../core/walk.ts";
import { isFloat } from "../../values/dtype.ts";
import { full, literal } from "../constant.ts";
import { type Deferred, deferred } from "./defer.ts";
import {
  type LoopParams,
  type LoopParts,
  partsOf,
  type Repeat,
  resultsOf,
  type StepResult,
  stackAlso,
} from "./params.ts";
import { residualsOf } from "./residuals.ts";
import { whileBackPrimitive } from "./while-back.ts";

/**
 * Back-propagation through time (Werbos 1990): the steps in the other order, carrying the cotangents of the state and
 * the sums of those of what the body closes over, as far as these cannot be added up after the loop.
 */
export const loopDerivative = (
  repeat: Repeat,
  forward: Forward<LoopParams>,
  cotangents: readonly Cotangent[],
): Cotangent[] => {
  const { inputs, params, needed } = forward;
  const { body, count, reverse } = params;
  const actual = partsOf(inputs, params);
  const wanted = partsOf(needed, params);
  const step = backwardStep(params, [...wanted.carried, ...wanted.rows, ...wanted.captured], cotangents);

  const finals = step.states.map(({ place, formal }) => cotangents[place] ?? zeros(formal));
  const sums = step.captured.map(({ formal }) => zeros(formal));
  const runWith =
    (captured: readonly AnyTensor[]): StepBack =>
    (index, carry, rows) => {
      const arriving = [...carry.slice(0, finals.length), ...rows.slice(0, step.arrivingRows.length)];
      const kept = rows.slice(step.arrivingRows.length);
      const { states, stacked, added } = step.run(index, arriving, kept, captured);
      return { carried: [...states, ...added.map((d, i) => carry[finals.length + i]!.add(d))], stacked };
    };

  const outputs =
    count === undefined
      ? whileBack(repeat, forward, step.kept, [...finals, ...sums], runWith)
      : repeat({
          count,
          reverse: !reverse,
          carried: [...finals, ...sums],
          rows: [...step.arrivingRows, ...step.kept.map((tensor) => rowsOf(forward, tensor))],
          step: runWith(actual.captured),
        });
  const places = [...step.states, ...step.captured, ...step.rows].map(({ formal }) => formal);
  const stacked = [...step.rows.map(({ formal }) => step.leavingOf.get(formal)), ...step.terms];
  const stacks = new Map(stacked.map((term, i) => [term, outputs[places.length - step.rows.length + i]!]));
  const totals = new Map(
    step.later.map(({ formal, terms, total }) => [
      formal,
      total(terms.map((term) => stacks.get(term) ?? rowsOf(forward, term))),
    ]),
  );
  const slots = [...body.parameters.slice(1), ...body.captured];
  const leaving = slots.map((slot) => (places.includes(slot) ? outputs[places.indexOf(slot)] : totals.get(slot)));
  return count === undefined ? [undefined, ...leaving] : leaving;
};

const zeros = ({ shape, dtype }: AnyTensor): AnyTensor => full(shape, 0, dtype);

/** One step backwards: from the cotangents and sums carried so far, the rows that arrive and what was kept. */
type StepBack = (index: AnyTensor, carry: readonly AnyTensor[], rows: readonly AnyTensor[]) => StepResult;

/** What the backward step reads of the forward one: rows there are, or a stack that the loop shall keep. */
const rowsOf = ({ inputs, params, node }: Forward<LoopParams>, tensor: AnyTensor): AnyTensor => {
  const row = params.body.parameters.indexOf(tensor) - 1 - params.carried;
  return row >= 0 ? partsOf(inputs, params).rows[row]! : stackAlso(node, tensor);
};

interface Slot {
  readonly formal: AnyTensor;
  /** Among the states, the rows, or the captured. */
  readonly place: number;
}

/** One step backwards, as a function of what arrives at it and of what was kept of the step forwards. */
const backwardStep = (params: LoopParams, needed: readonly boolean[], cotangents: readonly Cotangent[]) => {
  const { body, carried, count, rematerialize } = params;
  const [index, ...rest] = body.parameters as [AnyTensor, ...AnyTensor[]];
  const results = resultsOf(body.outputs, params);
  const slots = [...rest, ...body.captured];
  const active = activeStates(params, slots, needed);

  const arrivingRows = cotangents.slice(carried);
  const stands = (like: AnyTensor) => placeholder(like.shape, like.dtype, "a cotangent");
  const stateStands = rest.slice(0, carried).map((state, i) => (active[i] ? stands(state) : undefined));
  const rowStands = arrivingRows.map((row, i) => row && stands(results[carried + i]!));

  const wrt = slots.filter((_, i) => (i < carried ? active[i] : needed[i]));
  const gone = backward(results, [...stateStands, ...rowStands], wrt, { stop: new Set(formals(body)) });
  const leavingOf = new Map(wrt.map((slot, i) => [slot, gone[i]]));
  const stood = [...stateStands, ...rowStands].filter((d) => d !== undefined);

  const later = count === undefined || rematerialize ? [] : deferredOf(body.captured, leavingOf, count);
  const put = new Set(later.map(({ formal }) => formal));
  const forwards = new Set(bodyNodes(body));
  const isForward = (term: AnyTensor) => rest.includes(term) || isFrom(term, forwards);
  const isPut = (term: AnyTensor) => rest.some((slot, i) => i >= carried && leavingOf.get(slot) === term);
  const terms = [...new Set(later.flatMap((each) => each.terms))].filter((term) => !isForward(term) && !isPut(term));
  const present = [...terms, ...wrt.flatMap((slot, i) => (gone[i] && !put.has(slot) ? [gone[i]] : []))];
  const kept = residualsOf(present, body, new Set(stood), rematerialize);

  const slotsFrom = (list: readonly AnyTensor[], isWanted: (slot: AnyTensor, place: number) => unknown): Slot[] =>
    list.flatMap((formal, place) => (isWanted(formal, place) ? [{ formal, place }] : []));
  const states = slotsFrom(rest.slice(0, carried), (_, place) => active[place]);
  const rows = slotsFrom(rest.slice(carried), (slot) => leavingOf.get(slot));
  const captured = slotsFrom(body.captured, (slot) => leavingOf.get(slot) && !put.has(slot));

  const run = (
    at: AnyTensor,
    arriving: readonly AnyTensor[],
    keptNow: readonly AnyTensor[],
    closedOver: readonly AnyTensor[],
  ) => {
    const replaced = substitute(
      present,
      [...stood, ...kept, ...body.captured, index],
      [...arriving, ...keptNow, ...closedOver, at],
    );
    const leaving = ({ formal }: Slot): AnyTensor => {
      const d = leavingOf.get(formal);
      return d ? replaced[present.indexOf(d)]! : zeros(formal);
    };
    return {
      states: states.map(leaving),
      stacked: [...rows.map(leaving), ...replaced.slice(0, terms.length)],
      added: captured.map(leaving),
    };
  };
  return {
    states,
    rows,
    captured,
    leavingOf,
    later,
    terms,
    kept,
    arrivingRows: arrivingRows.filter((d) => d !== undefined),
    run,
  };
};

/** The captured values whose cotangents can be added up after the loop. */
const deferredOf = (
  captured: readonly AnyTensor[],
  leavingOf: ReadonlyMap<AnyTensor, Cotangent>,
  count: number,
): readonly (Deferred & { readonly formal: AnyTensor })[] =>
  captured.flatMap((formal) => {
    const d = leavingOf.get(formal);
    const later = d && deferred(d, count);
    return later ? [{ formal, ...later }] : [];
  });

/** The states that a needed input reaches, in however many steps. */
const activeStates = (
  params: LoopParams,
  slots: readonly AnyTensor[],
  needed: readonly boolean[],
): readonly boolean[] => {
  const { body, carried } = params;
  const nodes = bodyNodes(body as Body);
  const next = resultsOf(body.outputs, params);
  let active = needed.slice(0, carried);
  for (;;) {
    const sources = new Set(slots.filter((_, i) => (i < carried ? active[i] : needed[i])));
    const reached = dependents(nodes, sources);
    const grown = active.map(
      (flag, i) => isFloat(slots[i]!.dtype) && (flag || sources.has(next[i]!) || isFrom(next[i]!, reached)),
    );
    if (grown.every((flag, i) => flag === active[i])) return active;
    active = grown;
  }
};

/** The way back of a loop with a condition, from `[condition, carried…, captured…, start…]`. */
const whileBack = (
  repeat: Repeat,
  { inputs, params }: Forward<LoopParams>,
  kept: readonly AnyTensor[],
  start: readonly AnyTensor[],
  runWith: (captured: readonly AnyTensor[]) => StepBack,
): readonly AnyTensor[] => {
  const build = (walk: typeof walkStacks) => (operands: readonly AnyTensor[]) => {
    const parts = partsOf(operands.slice(0, inputs.length), params);
    return walk(repeat, params.body, parts, kept, operands.slice(inputs.length), runWith(parts.captured));
  };
  return apply(whileBackPrimitive, [...inputs, ...start], {
    stacking: build(walkStacks),
    repeating: build(walkAgain),
    outputs: start.map(({ shape, dtype }) => ({ shape, dtype })),
  });
};

/** Runs forward once more, counting steps, and stacks what is to be kept of each. */
const walkStacks = (
  repeat: Repeat,
  body: Body,
  { condition, carried, captured }: LoopParts<AnyTensor>,
  kept: readonly AnyTensor[],
  start: readonly AnyTensor[],
  run: StepBack,
): readonly AnyTensor[] => {
  const [steps, ...rest] = repeat({
    count: undefined,
    condition: condition!,
    carried: [literal(0, "int32"), ...carried],
    rows: [],
    step: (index, [steps, ...states]) => {
      const all = substitute([...body.outputs, ...kept], formals(body), [index, ...states, ...captured]);
      const [goesOn, ...results] = all as [AnyTensor, ...AnyTensor[]];
      return {
        condition: goesOn,
        carried: [steps!.add(1), ...results.slice(0, states.length)],
        stacked: results.slice(states.length),
      };
    },
  }) as [AnyTensor, ...AnyTensor[]];
  const stacks = rest.slice(carried.length);
  return countDown(repeat, steps, start, (at, carry) =>
    run(
      at,
      carry,
      stacks.map((stack) => stack.gather(at, 0)),
    ),
  );
};

/** Counts the steps; before each step back, runs forward up to it. */
const walkAgain: typeof walkStacks = (repeat, body, { condition, carried, captured }, kept, start, run) => {
  const forwards = (until: { readonly condition: AnyTensor; readonly goesOn?: (index: AnyTensor) => AnyTensor }) =>
    repeat({
      count: undefined,
      condition: until.condition,
      carried: [literal(0, "int32"), ...carried],
      rows: [],
      step: (index, [steps, ...states]) => {
        const [goesOn, ...next] = substitute(body.outputs, formals(body), [index, ...states, ...captured]);
        const condition = until.goesOn?.(index.add(1)) ?? goesOn!;
        return { condition, carried: [steps!.add(1), ...next.slice(0, states.length)], stacked: [] };
      },
    }) as [AnyTensor, ...AnyTensor[]];
  const [steps] = forwards({ condition: condition! });
  return countDown(repeat, steps, start, (at, carry) => {
    const [, ...states] = forwards({ condition: at.greater(0), goesOn: (index) => index.less(at) });
    return run(at, carry, substitute(kept, formals(body), [at, ...states, ...captured]));
  });
};

const countDown = (
  repeat: Repeat,
  steps: AnyTensor,
  start: readonly AnyTensor[],
  step: (at: AnyTensor, carry: readonly AnyTensor[]) => StepResult,
): readonly AnyTensor[] => {
  const [, ...outputs] = repeat({
    count: undefined,
    condition: steps.greater(0),
    carried: [steps.sub(1), ...start],
    rows: [],
    step: (_, [at, ...carry]) => ({
      condition: at!.greater(0),
      carried: [at!.sub(1), ...step(at!, carry).carried],
      stacked: [],
    }),
  });
  return outputs;
};
