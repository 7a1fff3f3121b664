import { operations } from "./operations/index.ts";
import type { Block, Place, Program, Step } from "./program.ts";

const resultCount = ([name, operands, params = {}, blocks = []]: Step): number =>
  operations[name].results?.(operands.length, params, blocks[0]?.results.length ?? 0) ?? 1;

export interface PlacedStep {
  readonly step: Step;
  /** Of its results. */
  readonly places: readonly Place[];
}

/** Steps with the places of their results, after so many that are given. */
export const placed = (steps: readonly Step[], given: number): PlacedStep[] => {
  let next = given;
  return steps.map((step) => ({ step, places: Array.from({ length: resultCount(step) }, () => next++) }));
};

type Moves = ReadonlyMap<Place, Place>;
const to = (moves: Moves, place: Place): Place => moves.get(place) ?? place;

/** The step with other places for what it reads. */
export const withPlaces = ([name, operands, params, blocks]: Step, moves: Moves): Step => {
  const read = operands.map((place) => to(moves, place));
  if (!blocks) return params ? [name, read, params] : [name, read];
  const moved = blocks.map((block) => ({ ...block, captured: block.captured.map((place) => to(moves, place)) }));
  return [name, read, params ?? {}, moved];
};

interface Scope {
  readonly given: number;
  readonly steps: readonly Step[];
  readonly results: readonly Place[];
}

/** The steps that results are made of, and which of the given places are read; those before `fixed` stay. */
const kept = ({ given, steps, results }: Scope, fixed: number) => {
  const read = new Set(results);
  const staying: PlacedStep[] = [];
  for (const { step, places } of placed(steps, given).reverse()) {
    if (!places.some((place) => read.has(place))) continue;
    staying.unshift({ step: prunedStep(step), places });
    const last = staying[0]!.step;
    for (const place of [...last[1], ...(last[3] ?? []).flatMap(({ captured }) => captured)]) read.add(place);
  }
  const from = Array.from({ length: given }, (_, place) => place).filter((place) => place < fixed || read.has(place));
  const order = [...from, ...staying.flatMap(({ places }) => places)];
  const moves: Moves = new Map(order.map((place, at) => [place, at]));
  return {
    from,
    steps: staying.map(({ step }) => withPlaces(step, moves)),
    results: results.map((place) => moves.get(place)!),
  };
};

const prunedStep = ([name, operands, params, blocks]: Step): Step =>
  blocks
    ? [name, operands, params ?? {}, blocks.map(prunedBlock)]
    : params
      ? [name, operands, params]
      : [name, operands];

const prunedBlock = ({ args, captured, steps, results }: Block): Block => {
  const { from, ...rest } = kept({ given: args + captured.length, steps, results }, args);
  return { args, captured: from.slice(args).map((place) => captured[place - args]!), ...rest };
};

/** The program without steps, inputs and captured values that nothing reads. */
export const pruned = ({ inputs, steps, results }: Program): Program => {
  const { from, ...rest } = kept({ given: inputs.length, steps, results }, 0);
  return { inputs: from.map((place) => inputs[place]!), ...rest };
};
