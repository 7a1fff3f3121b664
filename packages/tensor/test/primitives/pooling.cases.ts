import { applyOne } from "@kaviar/tensor/core/primitive";
import { countWindows } from "@kaviar/tensor/primitives/convolution/params";
import { averagePoolPrimitive } from "@kaviar/tensor/primitives/pooling/average-pool";
import { maxPoolPrimitive } from "@kaviar/tensor/primitives/pooling/max-pool";
import { maxUnpoolPrimitive } from "@kaviar/tensor/primitives/pooling/max-unpool";
import type { PoolParams } from "@kaviar/tensor/primitives/pooling/params";
import fc from "fast-check";
import type { Case, Cases } from "./conformance.ts";

const small = (min: number, max: number) => fc.integer({ min, max });

/** Windows side by side, overlapping or apart; padding shorter than they are. */
const drawn = (axes: 1 | 2): fc.Arbitrary<{ readonly x: readonly number[]; readonly params: PoolParams }> => {
  const axis = small(1, 3).chain((kernel) =>
    fc.record({
      kernel: fc.constant(kernel),
      length: small(1, axes === 1 ? 8 : 5),
      stride: fc.oneof(fc.constant(kernel), small(1, 3)),
      low: fc.oneof(fc.constant(0), small(0, kernel - 1)),
      high: fc.oneof(fc.constant(0), small(0, kernel - 1)),
    }),
  );
  return fc
    .record({
      axis: fc.array(axis, { minLength: axes, maxLength: axes }),
      images: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 8, arbitrary: small(1, 2) }),
      channels: small(1, 2),
    })
    .map(({ axis, images, channels }) => {
      const of = (name: keyof (typeof axis)[0]) => axis.map((each) => each[name]);
      const spatial = axis.map(({ length, kernel, low, high }) => Math.max(length, kernel - low - high, 1));
      const params = { kernel: of("kernel"), strides: of("stride"), low: of("low"), high: of("high") };
      return { x: [images, channels, ...spatial], params };
    });
};

const cases = (make: (axes: 1 | 2) => Case["example"]): Case[] =>
  ([1, 2] as const).map((axes) => ({ title: `${axes}-D`, dtypes: ["float32", "float64"], example: make(axes) }));

const pooledShape = (x: readonly number[], params: PoolParams): readonly number[] => [
  ...x.slice(0, 2),
  ...countWindows(x.slice(2), params.kernel, params),
];

export const pooling = {
  averagePool: cases(
    (axes) => () =>
      fc.tuple(drawn(axes), fc.boolean()).map(([{ x, params }, countPadding]) => ({
        operands: [{ shape: x }],
        f: (input) => [applyOne(averagePoolPrimitive, [input!], { ...params, countPadding })],
      })),
  ),
  maxPool: cases(
    (axes) => () =>
      drawn(axes).map(({ x, params }) => ({
        operands: [{ shape: x }],
        f: (input) => [applyOne(maxPoolPrimitive, [input!], params)],
      })),
  ),
  maxUnpool: cases(
    (axes) => () =>
      drawn(axes).map(({ x, params }) => ({
        operands: [{ shape: pooledShape(x, params) }, { shape: x }],
        f: (d, input) => [applyOne(maxUnpoolPrimitive, [d!, input!], params)],
      })),
  ),
} as const satisfies Cases;
