import * as t from "@kaviar/tensor";
import { applyOne } from "@kaviar/tensor/core/primitive";
import { constant } from "@kaviar/tensor/primitives/constant";
import { iota } from "@kaviar/tensor/primitives/iota";
import { randomBitsPrimitive } from "@kaviar/tensor/primitives/random";
import fc from "fast-check";
import { type AnyTensor, all, type Case, type Cases, floats, type Operand, shapes } from "./conformance.ts";

type Floats = t.Tensor<"float32">;

/** Always the same shapes: what varies is the values and the batch. */
const fixed = (
  operands: readonly Operand[],
  f: (...xs: Floats[]) => readonly AnyTensor[],
  options: Partial<Case> = {},
): Case => ({
  dtypes: floats,
  example: () => fc.constant({ operands, f: (...xs) => f(...(xs as unknown as Floats[])) }),
  ...options,
});

/** s ← tanh(s · w) + x, with y = s · x */
const recurrence = (options: { readonly reverse?: boolean; readonly rematerialize?: boolean }) =>
  fixed(
    [{ shape: [2] }, { shape: [2, 2] }, { shape: [3, 2] }],
    (s, w, xs) => {
      const step = (s: Floats, x: Floats): [Floats, Floats] => [s.matmul(w).tanh().add(x), s.mul(x)];
      return t.scan(step, s, xs, options);
    },
    { title: Object.keys(options).join() || "scan" },
  );

export const control = {
  cond: [
    fixed([{ shape: [], dtype: "bool" }, { shape: [2] }, { shape: [2] }], (p, x, y) => [
      t.cond(
        p as never,
        () => x.mul(y).sin(),
        () => x.exp(),
      ),
    ]),
  ],
  constant: [
    {
      dtypes: all,
      example: (dtype) => fc.constant({ operands: [], f: () => [constant([1, 0, 3], [3], dtype)] }),
    },
  ],
  custom: [
    fixed([{ shape: [2] }, { shape: [2] }], (x, y) => {
      const product = t.customDerivative(
        (x: Floats, y: Floats) => x.mul(y).exp(),
        (d, value, x, y) => [d.mul(value).mul(y), d.mul(value).mul(x)],
      );
      return [product(x, y)];
    }),
  ],
  identity: [fixed([{ shape: [2, 3] }], (x) => [t.valueAndGrad((x: Floats) => x.square().sum())(x)[1]])],
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
      [{ shape: [2] }, { shape: [2] }],
      (x, y) => [
        t.loop(3, x, (s, i) =>
          s
            .mul(y)
            .add((i as unknown as AnyTensor).cast(s.dtype) as Floats)
            .sin(),
        ),
      ],
      { title: "count" },
    ),
    fixed([{ shape: [2] }], (x) => [t.loop(0, x, (s) => s.sin())], { title: "no step" }),
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
  stopGradient: [fixed([{ shape: [2] }], (x) => [t.stopGradient(x).mul(2)], { differentiable: false })],
  whileBack: [
    fixed([{ shape: [2] }, { shape: [2] }], (x, y) => {
      // By a count of its own: differences of the inputs do not change the number of steps.
      const start = (s: Floats) => ({ s, n: t.zeros([], { dtype: "int32" }) });
      const curve = (s: Floats) =>
        t.loop({ while: ({ n }) => n.less(3) }, start(s), ({ s, n }) => ({ s: s.mul(y).sin().add(s), n: n.add(1) })).s;
      return [t.grad((s: Floats) => curve(s).square().sum())(x)];
    }),
  ],
} as const satisfies Cases;
