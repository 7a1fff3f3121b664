import { compile, type DType, data, type FloatDType, full, grad, type Shape, type Tensor, vmap } from "@kaviar/tensor";
import type { PrimitiveName } from "@kaviar/tensor/core/primitive";
import { evaluate } from "@kaviar/tensor/reference/evaluate";
import { dtypes, isFloat } from "@kaviar/tensor/values/dtype";
import { sizeOf } from "@kaviar/tensor/values/shape";
import { type Values, values } from "@kaviar/tensor/values/values";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnyTensor, drawing, type Operand } from "./drawing.ts";

export type { AnyTensor, Operand } from "./drawing.ts";

/** One use of a primitive. */
interface Example {
  readonly operands: readonly Operand[];
  readonly f: (...operands: AnyTensor[]) => readonly AnyTensor[];
}

/** Uses of a primitive, drawn at random for each of the dtypes it allows. */
export interface Case {
  /** What is special about the case. */
  readonly title?: string;
  readonly dtypes: readonly DType[];
  readonly example: (dtype: DType) => fc.Arbitrary<Example>;
  /** False where the derivative is not that of the value, by design. */
  readonly differentiable?: boolean;
  /** Of float32 values and gradients, relative to the larger of the value and 1. */
  readonly tolerance?: number;
  /** Why no use of it has an axis of length 0, or none whose axes all have length 1. */
  readonly neverEmpty?: string;
  readonly neverSingle?: string;
}

export type Cases = { readonly [Name in PrimitiveName]?: readonly Case[] };

export const floats: readonly DType[] = ["float32", "float64"];
export const signed: readonly DType[] = ["float32", "float64", "int32", "int64"];
export const numbers: readonly DType[] = [...signed, "uint32"];
export const all = dtypes;

/** Axes of length 0 now and then, of length 1 often. */
const axis = (shortest: number) =>
  fc.oneof(
    { weight: shortest === 0 ? 1 : 0, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 6, arbitrary: fc.integer({ min: 2, max: 3 }) },
  );

export const shapes = ({ min = 0, max = 3, shortest = 0 } = {}): fc.Arbitrary<number[]> =>
  fc.array(axis(shortest), { minLength: min, maxLength: max });

/** Shapes that line up: of one shape, each without some leading axes, some others of length 1. */
export const broadcastable = (count: number): fc.Arbitrary<number[][]> => {
  const change = fc.record({
    drop: fc.nat({ max: 1 }),
    ones: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  });
  return fc
    .tuple(shapes(), fc.array(change, { minLength: count, maxLength: count }), fc.boolean())
    .map(([shape, changes, plain]) =>
      changes.map(({ drop, ones }) =>
        plain ? shape : shape.map((length, i) => (ones[i] ? 1 : length)).slice(drop * Math.min(1, shape.length)),
      ),
    );
};

/** The checks of every case, under the name of its primitive. */
export const describeConformance = (cases: Cases): void => {
  for (const [name, list] of Object.entries(cases)) {
    describe(name, () => {
      for (const each of list) for (const dtype of each.dtypes) checkCase(each, dtype);
      for (const edge of edges) checkEdge(list, edge);
    });
  }
};

/** Sizes that random shapes seldom have all of; each primitive is asked about them, as often as its cases allow. */
const edges = [
  {
    what: "an axis of length 0",
    holds: (shapes: readonly Shape[]) => shapes.some((shape) => shape.includes(0)),
    excuse: ({ neverEmpty }: Case) => neverEmpty,
  },
  {
    what: "axes of length 1 alone",
    holds: (shapes: readonly Shape[]) =>
      shapes.length > 0 && shapes.every((shape) => shape.every((length) => length === 1)),
    excuse: ({ neverSingle }: Case) => neverSingle,
  },
] as const;

const looksAt = 1000;
const usesOfEach = 2;

const checkEdge = (list: readonly Case[], { what, holds, excuse }: (typeof edges)[number]): void => {
  it(`with ${what} has the values and shapes of its definition, and so have its derivatives`, async () => {
    for (const each of list) {
      if (excuse(each)) continue;
      for (const dtype of each.dtypes) {
        const drawn = fc.sample(each.example(dtype), { numRuns: looksAt, seed: 5 });
        const ofOperands = drawn.filter(({ operands }) => holds(operands.map(({ shape }) => shape)));
        // What has no such operands may have such results.
        const ofResults = () =>
          drawn.slice(0, 40).filter(({ operands, f }) => {
            const results = f(...drawing(dtype, 1)(operands));
            return holds(results.map(({ shape }) => shape));
          });
        const found = ofOperands.length > 0 ? ofOperands : ofResults();
        const law = `${each.title ?? "the case"} in ${dtype} never draws ${what}: let it, or say why it cannot`;
        expect(found.length, law).toBeGreaterThan(0);
        const uses = found.slice(0, usesOfEach).flatMap((use) => {
          const plain = { use, size: 1, seed: 7, plain: true };
          return [plain, { ...plain, plain: false }];
        });
        // Numbers in the code are part of a compiled graph, and so are its shapes for whatever the runtime makes of them.
        await checkUses(each, dtype, uses, (build) => compile(build)());
      }
    }
  });
};

const checkCase = ({ title, example, differentiable = true, tolerance = 1e-5 }: Case, dtype: DType): void => {
  const use = title === undefined ? "" : ` (${title})`;
  const slopes = differentiable && isFloat(dtype) ? ", and slopes of difference quotients" : "";
  it(`in ${dtype}${use} has the values of its definition, batches like a loop${slopes}`, async () => {
    await fc.assert(
      fc.asyncProperty(example(dtype), fc.nat({ max: 3 }), fc.nat(), async (drawn, size, seed) => {
        await checkUses({ differentiable, tolerance }, dtype, [{ use: drawn, size, seed }]);
      }),
      // The same examples each time, so that a failure is a change; more of them by hand, to look for trouble.
      { seed: Number(process.env.CONFORMANCE_SEED ?? 3), numRuns: Number(process.env.CONFORMANCE_RUNS ?? 12) },
    );
  });
};

interface Drawn {
  readonly use: Example;
  /** Of the batches. */
  readonly size: number;
  readonly seed: number;
  /** Of the slopes of the square of a plain sum, 1.5 times each result: numbers that the compiler knows. */
  readonly plain?: boolean;
}

/** Everything that must hold of some uses, computed in one run. */
const checkUses = async (
  { differentiable = true, tolerance = 1e-5 }: Pick<Case, "differentiable" | "tolerance">,
  dtype: DType,
  drawn: readonly Drawn[],
  run: (build: () => AnyTensor[][][]) => AnyTensor[][][] = (build) => build(),
): Promise<void> => {
  const claim = ({ use: example, size, seed, plain = false }: Drawn) => {
    const use = drawUse(example, dtype, seed);
    const slopes = differentiable && isFloat(dtype) ? slopesOf(use, plain) : undefined;
    const batches = dtype === "float32" ? [] : batchesOf(use, size);
    const coarse = [...use.inputs, ...use.outputs].some((x) => x.dtype === "float32");
    return { slopes, coarse, claims: [claimOfValues(use), ...(slopes?.claims ?? []), ...batches] };
  };
  let uses: ReturnType<typeof claim>[] = [];
  const tensorsOf = () => {
    uses = drawn.map(claim);
    return uses.map(({ claims }) => claims.map(({ tensors }) => [...tensors]));
  };
  const computed = await data(run(tensorsOf));
  uses.forEach(({ slopes, coarse, claims }, n) => {
    const allowed = coarse ? tolerance : 1e-12;
    claims.forEach(({ what, tensors, expected, slack = 1 }, i) =>
      expected.forEach((value, k) => {
        expect(tensors[k]!.shape, what).toEqual(value.shape);
        expectClose(what, computed[n]![i]![k]!, value, allowed * slack);
      }),
    );
    if (slopes && !coarse) slopes.check(computed[n]![1]!, computed[n]![2]!);
  });
};

/** Tensors with the values that they must have. */
interface Claim {
  readonly what: string;
  readonly tensors: readonly AnyTensor[];
  readonly expected: readonly Values[];
  /** Times the tolerance. */
  readonly slack?: number;
}

type Use = ReturnType<typeof drawUse>;

const drawUse = ({ operands, f }: Example, dtype: DType, seed: number) => {
  const draw = drawing(dtype, seed);
  const inputs = draw(operands);
  return { operands, f, draw, inputs, outputs: f(...inputs) };
};

const claimOfValues = ({ outputs }: Use): Claim => ({ what: "value", tensors: outputs, expected: evaluate(outputs) });

type FloatTensor = Tensor<FloatDType>;

const floatsAmong = (tensors: readonly AnyTensor[]): FloatTensor[] =>
  tensors.filter((x): x is FloatTensor => isFloat(x.dtype));

/** One number from many tensors: Σ weight · element. */
const total = (tensors: readonly FloatTensor[], weights: readonly FloatTensor[]): FloatTensor =>
  tensors.map((y, i) => y.mul(weights[i]!).sum()).reduce((sum, part) => sum.add(part));

/**
 * The gradient g of a random combination of the results, and the gradient of g along a random direction. Each has the
 * value of its own graph by definition; in float64 it is also the slope that moving the operands shows.
 */
const slopesOf = ({ inputs, outputs, f, draw }: Use, plain = false) => {
  const at = floatsAmong(inputs);
  const results = floatsAmong(outputs);
  if (at.length === 0 || results.length === 0) return undefined;
  const like = (tensors: readonly AnyTensor[]) =>
    floatsAmong(draw(tensors.map(({ shape, dtype }) => ({ shape, dtype, within: [0.5, 1.5] }))));
  const weights = plain ? results.map(({ shape, dtype }) => full(shape, 1.5, { dtype }) as FloatTensor) : like(results);
  const [directions, others] = [like(at), like(at)];
  const value = (moved: readonly FloatTensor[]) => {
    const next = moved.values();
    const sum = total(floatsAmong(f(...inputs.map((x) => (isFloat(x.dtype) ? next.next().value! : x)))), weights);
    return plain ? sum.square() : sum;
  };
  const slope = grad(value);
  const along = (moved: readonly FloatTensor[]) => total(slope(moved), directions);

  const [first, second] = [slope(at), grad(along)(at)];
  const claims = [
    { what: "gradient", tensors: first, expected: likeThe(at, evaluate(first)) },
    { what: "second gradient", tensors: second, expected: likeThe(at, evaluate(second)), slack: 10 },
  ];
  const check = (gradient: readonly Numbers[], bend: readonly Numbers[]) => {
    at.forEach((x, i) => {
      expectSlope("gradient", gradient[i]!, value(at), x, directions[i]!);
      expectSlope("second gradient", bend[i]!, along(at), x, others[i]!);
    });
  };
  return { claims, check };
};

/** A gradient has the shape of what it belongs to. */
const likeThe = (operands: readonly FloatTensor[], gradients: readonly Values[]): Values[] =>
  gradients.map((each, i) => ({ ...each, shape: operands[i]!.shape }));

type Numbers = ArrayLike<number | bigint>;

/** The five-point difference quotient: its error is h⁴/30 of the fifth derivative. */
const step = 5e-4;
const stencil = [
  [-2, 1 / 12],
  [-1, -8 / 12],
  [1, 8 / 12],
  [2, -1 / 12],
] as const;

const expectSlope = (what: string, gradient: Numbers, value: AnyTensor, x: AnyTensor, direction: AnyTensor): void => {
  const [from, along] = evaluate([x, direction]) as [Values, Values];
  const moved = (t: number) =>
    values(
      x.shape,
      x.dtype,
      from.data.map((each, i) => each + t * along.data[i]!),
    );
  const valueAt = (t: number) => evaluate([value], new Map([[x, moved(t)]]))[0]!.data[0]!;
  const quotient = stencil.reduce((sum, [k, weight]) => sum + (weight * valueAt(k * step)) / step, 0);
  const slope = along.data.reduce((sum, each, i) => sum + each * Number(gradient[i]!), 0);
  expect(Math.abs(slope - quotient), `${what}: ${slope}, by differences ${quotient}`).toBeLessThanOrEqual(
    1e-6 * Math.max(Math.abs(quotient), 1e-2),
  );
};

/** With each choice of operands that have the examples along their first axis, the others being the same for all. */
const batchesOf = ({ operands, f, draw, inputs, outputs }: Use, size: number): Claim[] =>
  choices(inputs.length).map((batched) => {
    const stacks = draw(
      operands.map((operand, i) => (batched[i] ? { ...operand, shape: [size, ...operand.shape] } : operand)),
    );
    const given = stacks.filter((_, i) => batched[i]);
    const tensors = vmap((...examples: AnyTensor[]) => {
      const next = examples.values();
      return f(...inputs.map((x, i) => (batched[i] ? next.next().value! : x)));
    })(...given);
    const rows = evaluate(stacks).map(({ shape, dtype, data: elements }, i) => {
      const width = sizeOf(inputs[i]!.shape);
      return (example: number) => values(shape.slice(1), dtype, elements.slice(example * width, (example + 1) * width));
    });
    const examples = Array.from({ length: size }, (_, example) =>
      evaluate(outputs, new Map(inputs.flatMap((x, i) => (batched[i] ? [[x, rows[i]!(example)]] : [])))),
    );
    const expected = outputs.map(({ shape, dtype }, i) =>
      values(
        [size, ...shape],
        dtype,
        examples.flatMap((results) => [...results[i]!.data]),
      ),
    );
    return { what: `batch of ${size} in ${batched}`, tensors, expected };
  });

const choices = (count: number): boolean[][] =>
  Array.from({ length: 2 ** count - 1 }, (_, n) => Array.from({ length: count }, (_, i) => ((n + 1) & (1 << i)) !== 0));

const expectClose = (what: string, computed: Numbers, { data: expected, shape }: Values, tolerance: number): void => {
  expect(computed.length, what).toBe(sizeOf(shape));
  expected.forEach((value, i) => {
    const actual = Number(computed[i]!);
    const close =
      Object.is(actual, value) ||
      Math.abs(actual - value) <= tolerance * Math.max(1, Math.abs(value)) ||
      actual === value;
    expect(close, `${what} [${shape}] at ${i}: ${actual}, by definition ${value}`).toBe(true);
  });
};
