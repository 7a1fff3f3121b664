import { applyOne } from "@kaviar/tensor/core/primitive";
import {
  convPrimitive,
  convTransposePrimitive,
  convWeightsPrimitive,
} from "@kaviar/tensor/primitives/convolution/convolution";
import { type ConvParams, countWindows, spansOf } from "@kaviar/tensor/primitives/convolution/params";
import fc from "fast-check";
import type { Case, Cases } from "./conformance.ts";

const small = (min: number, max: number) => fc.integer({ min, max });

interface Drawn {
  readonly x: readonly number[];
  readonly w: readonly number[];
  readonly y: readonly number[];
  readonly params: ConvParams;
}

/** Shapes that fit together; now and then a kernel that covers the whole input, more padding than kernel, no images. */
const drawn = (axes: 1 | 2): fc.Arbitrary<Drawn> => {
  const axis = fc.record({
    length: small(1, axes === 1 ? 6 : 4),
    kernel: small(1, 3),
    stride: small(1, 3),
    dilation: small(1, 2),
    low: small(0, 2),
    high: small(0, 2),
  });
  return fc
    .record({
      axis: fc.array(axis, { minLength: axes, maxLength: axes }),
      images: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 8, arbitrary: small(1, 2) }),
      groups: small(1, 2),
      channels: small(1, 2),
      outputs: small(1, 2),
    })
    .map(({ axis, images, groups, channels, outputs }) => {
      const of = (name: keyof (typeof axis)[0]) => axis.map((each) => each[name]);
      const params = { strides: of("stride"), dilations: of("dilation"), low: of("low"), high: of("high"), groups };
      const spans = spansOf(of("kernel"), params.dilations);
      const spatial = axis.map(({ length, low, high }, i) => Math.max(length, spans[i]! - low - high, 1));
      const results = countWindows(spatial, spans, params);
      return {
        x: [images, groups * channels, ...spatial],
        w: [groups * outputs, channels, ...of("kernel")],
        y: [images, groups * outputs, ...results],
        params,
      };
    });
};

const cases = (make: (axes: 1 | 2) => Omit<Case, "title" | "dtypes">): Case[] =>
  ([1, 2] as const).map((axes) => ({ title: `${axes}-D`, dtypes: ["float32", "float64"], ...make(axes) }));

export const convolution = {
  conv: cases((axes) => ({
    example: () =>
      fc.tuple(drawn(axes), fc.boolean()).map(([{ x, w, params }, biased]) => ({
        operands: [{ shape: x }, { shape: w }, ...(biased ? [{ shape: [w[0]!] }] : [])],
        f: (...inputs) => [applyOne(convPrimitive, inputs, params)],
      })),
  })),
  convTranspose: cases((axes) => ({
    example: () =>
      drawn(axes).map(({ x, w, y, params }) => ({
        operands: [{ shape: y }, { shape: w }],
        f: (...inputs) => [applyOne(convTransposePrimitive, inputs, { ...params, spatial: x.slice(2) })],
      })),
  })),
  convWeights: cases((axes) => ({
    example: () =>
      drawn(axes).map(({ x, w, y, params }) => ({
        operands: [{ shape: x }, { shape: y }],
        f: (...inputs) => [applyOne(convWeightsPrimitive, inputs, { ...params, kernel: w.slice(2) })],
      })),
  })),
} as const satisfies Cases;
