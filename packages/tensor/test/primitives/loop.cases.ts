import * as t from "@kaviar/tensor";
import { applyOne } from "@kaviar/tensor/core/primitive";
import { constant } from "@kaviar/tensor/primitives/constant";
import { iota } from "@kaviar/tensor/primitives/iota";
import { randomBitsPrimitive } from "@kaviar/tensor/primitives/random";
import fc from "fast-check";
import { type AnyTensor, all, type Case, type Cases, floats, type Operand, shapes } from "./conformance.ts";

type Floats = t.Tensor<"float32">;

/** What varies is the length of the axes, the number of steps, the values and the batch. */
const fixed = (
  operands: (length: number, steps: number) => readonly Operand[],
  f: (steps: number, ...xs: Floats[]) => readonly AnyTensor[],
  options: Partial<Case> = {},
): Case => ({
  dtypes: floats,
  example: () =>
    fc.tuple(fc.constantFrom(2, 2, 2, 1, 0), fc.constantFrom(3, 3, 3, 1, 0)).map(([length, steps]) => ({
      operands: operands(length, steps),
      f: (...xs) => f(steps, ...(xs as unknown as Floats[])),
    })),
  ...options,
});

/** s ← tanh(s · w) + x, with y = s · x */
const recurrence = (options: { readonly reverse?: boolean; readonly rematerialize?: boolean }) =>
  fixed(
    (n, steps) => [{ shape: [n] }, { shape: [n, n] }, { shape: [steps, n] }],
    (_, s, w, xs) => {
      const step = (s: Floats, x: Floats): [Floats, Floats] => [s.matmul(w).tanh().add(x), s.mul(x)];
      return t.scan(step, s, xs, options);
    },
    { title: Object.keys(options).join() || "scan" },
  );

const pair = (n: number): readonly Operand[] => [{ shape: [n] }, { shape: [n] }];

export const control = {
  cond: [
    fixed(
      (n) => [{ shape: [], dtype: "bool" }, { shape: [n] }, { shape: [n] }],
      (_, p, x, y) => [
        t.cond(
          p as never,
          () => x.mul(y).sin(),
          () => x.exp(),
        ),
      ],
    ),
  ],
  constant: [
    {
      dtypes: all,
      example: (dtype) =>
        fc.constantFrom([1, 0, 3], [2], []).map((numbers) => ({
          operands: [],
          f: () => [constant(numbers, [numbers.length], dtype)],
        })),
    },
  ],
  custom: [
    fixed(pair, (_, x, y) => {
      const product = t.customDerivative(
        (x: Floats, y: Floats) => x.mul(y).exp(),
        (d, value, x, y) => [d.mul(value).mul(y), d.mul(value).mul(x)],
      );
      return [product(x, y)];
    }),
  ],
  identity: [
    fixed(
      (n) => [{ shape: [n, n] }],
      (_, x) => [t.valueAndGrad((x: Floats) => x.square().sum())(x)[1]],
    ),
  ],
  iota: [
    {
      dtypes: ["float32", "float64", "int32", "int64"],
      example: (dtype) => fc.constantFrom(0, 1, 5, 1500).map((n) => ({ operands: [], f: () => [iota(n, dtype)] })),
    },
  ],
  loop: [
    recurrence({}),
    recurrence({ reverse: true }),
    recurrence({ rematerialize: true }),
    fixed(
      pair,
      (steps, x, y) => [
        t.loop(steps, x, (s, i) =>
          s
            .mul(y)
            .add((i as unknown as AnyTensor).cast(s.dtype) as Floats)
            .sin(),
        ),
      ],
      { title: "count" },
    ),
  ],
  randomBits: [
    {
      dtypes: ["uint32"],
      example: () =>
        fc.tuple(shapes(), fc.nat({ max: 2 }), fc.integer({ min: 1, max: 32 })).map(([shape, stream, bits]) => ({
          operands: [{ shape: [2], within: [0, 2 ** 32 - 1] }],
          f: (key) => [applyOne(randomBitsPrimitive, [key!], { shape, stream, bits })],
        })),
    },
  ],
  stopGradient: [
    fixed(
      (n) => [{ shape: [n] }],
      (_, x) => [t.stopGradient(x).mul(2)],
      { differentiable: false },
    ),
  ],
  whileBack: [
    fixed(pair, (steps, x, y) => {
      // By a count of its own: differences of the inputs do not change the number of steps.
      const start = (s: Floats) => ({ s, n: t.zeros([], { dtype: "int32" }) });
      const curve = (s: Floats) =>
        t.loop({ while: ({ n }) => n.less(steps) }, start(s), ({ s, n }) => ({ s: s.mul(y).sin().add(s), n: n.add(1) }))
          .s;
      return [t.grad((s: Floats) => curve(s).square().sum())(x)];
    }),
  ],
} as const satisfies Cases;
