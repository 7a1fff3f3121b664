import { type DType, type Shape, tensor } from "@kaviar/tensor";
import { evaluate } from "@kaviar/tensor/reference/evaluate";
import { tracing } from "@kaviar/tensor/tracing/trace";
import { isFloat } from "@kaviar/tensor/values/dtype";
import { sizeOf } from "@kaviar/tensor/values/shape";
import type { Dice } from "./dice.ts";
import { bodyOf } from "./interpret.ts";
import type { AnyTensor, Call } from "./operation.ts";
import { type OperationName, operations } from "./operations/index.ts";
import { type Block, type Input, numeralOf, type Params, type Place, type Program, type Step } from "./program.ts";
import { pruned } from "./prune.ts";

/** A value of a program that is being drawn, with the numbers that it has at this point. */
export interface Value {
  readonly tensor: AnyTensor;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly numbers: readonly number[];
  /** It depends on the arguments of the block it is in, or on the inputs of the program. */
  readonly live: boolean;
}

/** A block whose captured values are those of the draft around it. */
export interface DraftBlock extends Omit<Block, "captured"> {
  readonly captured: readonly Value[];
}

interface DraftStep {
  readonly name: OperationName;
  readonly operands: readonly Value[];
  readonly params: Params | undefined;
  readonly blocks: readonly DraftBlock[];
  readonly results: readonly Value[];
}

type Accept = (value: Value) => boolean;

/** A program, or a block of one, that grows step by step; each step is computed by the reference evaluator at once. */
export interface Draft {
  readonly dice: Dice;
  /** How many blocks it is in. */
  readonly depth: number;
  /** NaN, infinities and overflow are welcome, and nothing is kept away from where functions are not defined. */
  readonly special: boolean;
  /** Axes are longer, up to 17. */
  readonly wide: boolean;
  /** The dtype that most floats of the program have. */
  readonly float: DType;
  /** A value there is, most often a new one. */
  readonly find: (accept: Accept) => Value | undefined;
  /** An input, or numbers in the code. */
  readonly fresh: (dtype: DType, shape: Shape, within?: readonly [low: number, high: number]) => Value;
  /** What `find` finds, or something else now and then. */
  readonly take: (accept: Accept, otherwise: () => Value) => Value;
  readonly step: (name: OperationName, operands: readonly Value[], params?: Params) => Value;
  readonly steps: (name: OperationName, call: Call) => readonly Value[];
  /** A few random steps. */
  readonly grow: (count: number) => void;
  /** A block of arguments like the examples. */
  readonly block: (
    examples: readonly Value[],
    build: (inner: Draft, args: readonly Value[]) => readonly Value[],
  ) => DraftBlock;
}

/** Nothing fits: the step is left out. */
class Unfit extends Error {}
export const unfit = (): never => {
  throw new Unfit();
};

const mostElements = { narrow: 48, wide: 400 };
const largest = 1000;

const computedValue = (found: AnyTensor, live: boolean): Value => {
  const [{ data, shape, dtype }] = evaluate([found]) as [{ data: Float64Array; shape: Shape; dtype: DType }];
  // Numbers beyond float32 are what they are in float32.
  const numbers = Array.from(dtype === "float32" ? Float32Array.from(data) : data);
  const limit = dtype === "int64" ? 2 ** 40 : 2 ** 32;
  if (!isFloat(dtype) && numbers.some((n) => Math.abs(n) > limit)) return unfit();
  return { tensor: tensor(Float64Array.from(numbers), { dtype, shape }), dtype, shape, numbers, live };
};

interface Scope {
  readonly values: Value[];
  readonly steps: DraftStep[];
  /** Values outside of it that it reads, and what they are inside. */
  readonly captured: Map<Value, Value>;
  readonly draft: Draft;
}

/** Puts a new value where it belongs: among the inputs of a program, or in the block that needs it. */
type MakeFresh = (dtype: DType, shape: Shape, numbers: readonly number[]) => Value | undefined;

const openScope = (
  settings: Pick<Draft, "dice" | "depth" | "special" | "wide" | "float">,
  given: readonly Value[],
  makeFresh: MakeFresh,
  growStep: (draft: Draft) => void,
  outer?: Draft,
): Scope => {
  const { dice, special, depth } = settings;
  const values = [...given];
  const steps: DraftStep[] = [];
  const captured = new Map<Value, Value>();

  const capture = (value: Value): Value => {
    const known = captured.get(value);
    if (known) return known;
    const inside = { ...value, live: false };
    captured.set(value, inside);
    values.push(inside);
    return inside;
  };

  const find = (accept: Accept): Value | undefined => {
    const known = special ? accept : (value: Value) => value.numbers.every(Number.isFinite) && accept(value);
    const all = values.filter(known);
    const alive = all.filter(({ live }) => live);
    const found = alive.length > 0 && dice.chance(0.8) ? alive : all;
    if (found.length === 0 || (outer && dice.chance(0.1))) {
      const outside = outer?.find(known);
      if (outside) return capture(outside);
    }
    if (found.length === 0) return undefined;
    return dice.chance(0.6) ? found.at(-1) : dice.pick(found);
  };

  const take = (accept: Accept, otherwise: () => Value): Value =>
    (dice.chance(0.85) ? find(accept) : undefined) ?? otherwise();

  const runSteps = (name: OperationName, { operands, params, blocks = [] }: Call): readonly Value[] => {
    const bodies = blocks.map((block) =>
      bodyOf(
        block,
        block.captured.map((value) => value.tensor),
      ),
    );
    const given = operands.map((value) => value.tensor);
    const made = tracing(() => operations[name].run(given, params ?? {}, bodies));
    const results = (Array.isArray(made) ? made : [made]) as AnyTensor[];
    if (results.some(({ shape }) => sizeOf(shape) > mostElements[settings.wide ? "wide" : "narrow"])) return unfit();
    const live = [...operands, ...blocks.flatMap((block) => block.captured)].some((value) => value.live);
    const found = results.map((result) => computedValue(result, live));
    if (
      !special &&
      found.some(
        ({ dtype, numbers }) => isFloat(dtype) && numbers.some((n) => Math.abs(n) > largest && Number.isFinite(n)),
      )
    )
      return unfit();
    steps.push({ name, operands, params, blocks, results: found });
    values.push(...found);
    return found;
  };

  const fresh = (dtype: DType, shape: Shape, within?: readonly [number, number]): Value => {
    const numbers = drawNumbers(dice, dtype, sizeOf(shape), special, within);
    const made = makeFresh(dtype, shape, numbers);
    if (made && outer) return capture(made);
    if (made) {
      values.push(made);
      return made;
    }
    return runSteps("tensor", { operands: [], params: { dtype, shape, numbers: numbers.map(numeralOf) } })[0]!;
  };

  const block: Draft["block"] = (examples, build) => {
    const args = examples.map((value) => ({ ...value, live: true }));
    const inner = openScope(
      { ...settings, depth: depth + 1 },
      args,
      (dtype, shape, numbers) => (dice.chance(0.4) ? outerFresh(dtype, shape, numbers) : undefined),
      growStep,
      draft,
    );
    const results = build(inner.draft, args);
    const places = placesIn(args, inner);
    return {
      args: args.length,
      captured: [...inner.captured.keys()],
      steps: inner.steps.map((step) => writtenStep(step, places)),
      results: results.map((value) => places.get(value)!),
    };
  };
  const outerFresh: MakeFresh = (dtype, shape, numbers) => {
    const made = makeFresh(dtype, shape, numbers);
    if (made && outer) return capture(made);
    if (made) values.push(made);
    return made;
  };

  const draft: Draft = {
    ...settings,
    find,
    fresh,
    take,
    step: (name, operands, params) => runSteps(name, { operands, ...(params ? { params } : {}) })[0]!,
    steps: runSteps,
    grow: (count) => {
      for (let i = 0; i < count; i++) attempt(() => growStep(draft));
    },
    block,
  };
  return { values, steps, captured, draft };
};

/** False where the step did not fit. */
export const attempt = (draw: () => void): boolean => {
  try {
    draw();
    return true;
  } catch (error) {
    if (error instanceof Unfit) return false;
    throw error;
  }
};

/** Arguments, what is captured, and results, in the order in which places count. */
const placesIn = (args: readonly Value[], { captured, steps }: Pick<Scope, "captured" | "steps">): Map<Value, Place> =>
  new Map(
    [...args, ...captured.values(), ...steps.flatMap(({ results }) => results)].map((value, place) => [value, place]),
  );

const writtenStep = ({ name, operands, params, blocks }: DraftStep, places: ReadonlyMap<Value, Place>): Step => {
  const placeOf = (value: Value) => places.get(value)!;
  const written = blocks.map((block) => ({ ...block, captured: block.captured.map(placeOf) }));
  const head = [name, operands.map(placeOf)] as const;
  if (written.length > 0) return [...head, params ?? {}, written];
  return params && Object.keys(params).length > 0 ? [...head, params] : head;
};

/** Not −0, of which the runtime's Where makes 0. */
const specials = [0, 1, -1, 0.5, 2, Number.NaN, Infinity, -Infinity, 2 ** 60, -(2 ** 60), 2 ** -60];

/** Numbers that float32 holds. */
const drawNumbers = (
  dice: Dice,
  dtype: DType,
  count: number,
  special: boolean,
  within?: readonly [low: number, high: number],
): number[] => {
  const some = (draw: () => number) => Array.from({ length: count }, draw);
  if (dtype === "bool") return some(() => dice.int(0, 1));
  if (!isFloat(dtype)) {
    const [low, high] = within ?? (dtype === "uint32" ? [0, 9] : [-6, 6]);
    return some(() => dice.int(low, high));
  }
  if (within) return some(() => dice.int(Math.ceil(within[0] * 64), Math.floor(within[1] * 64)) / 64);
  if (special) return some(() => dice.pick(specials));
  if (dice.chance(0.15)) return some(() => dice.int(-2, 2));
  const low = dice.chance(0.2) ? 8 : -128;
  return some(() => dice.int(low, 128) / 64);
};

/** Draws a whole program: what nothing reads is its result. */
export const draftProgram = (
  settings: Pick<Draft, "dice" | "special" | "wide" | "float">,
  growStep: (draft: Draft) => void,
  build: (draft: Draft) => void,
): Program => {
  const inputs: Value[] = [];
  const makeInput: MakeFresh = (dtype, shape, numbers) => {
    if (inputs.length >= 6) return undefined;
    const made = { tensor: tensor(Float64Array.from(numbers), { dtype, shape }), dtype, shape, numbers, live: true };
    inputs.push(made);
    return made;
  };
  const scope = openScope({ ...settings, depth: 0 }, [], makeInput, growStep);
  build(scope.draft);
  const read = new Set(
    scope.steps.flatMap(({ operands, blocks }) => [...operands, ...blocks.flatMap((each) => each.captured)]),
  );
  const places = placesIn(inputs, scope);
  const results = scope.steps.flatMap((step) => step.results).filter((value) => !read.has(value));
  return pruned({
    inputs: inputs.map(({ dtype, shape, numbers }): Input => ({ dtype, shape, numbers: numbers.map(numeralOf) })),
    steps: scope.steps.map((step) => writtenStep(step, places)),
    results: results.map((value) => places.get(value)!),
  });
};
