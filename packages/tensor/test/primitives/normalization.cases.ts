import { apply, applyOne } from "@kaviar/tensor/core/primitive";
import { scaleChannelsPrimitive } from "@kaviar/tensor/primitives/normalization/scale-channels";
import { standardizePrimitive } from "@kaviar/tensor/primitives/normalization/standardize";
import fc from "fast-check";
import { type Cases, floats } from "./conformance.ts";

const small = (min: number, max: number) => fc.integer({ min, max });

/** Rows, sequences or images, some with one element for each channel. */
const images = (fewest: number) =>
  fc
    .tuple(small(fewest, 3), small(0, 3), fc.array(small(1, 3), { maxLength: 2 }))
    .map(([n, channels, spatial]) => [n, channels, ...spatial]);

export const normalization = {
  scaleChannels: [
    {
      dtypes: floats,
      example: () =>
        images(0).map((shape) => ({
          operands: [{ shape }, { shape: [shape[1]!] }, { shape: [shape[1]!] }],
          f: (...inputs) => [applyOne(scaleChannelsPrimitive, inputs, { increasing: false })],
        })),
    },
  ],
  standardize: [
    {
      dtypes: floats,
      example: () =>
        images(1).map((shape) => ({
          operands: [{ shape }, { shape: [shape[1]!], dtype: "bool" }],
          f: (...inputs) => apply(standardizePrimitive, inputs, { epsilon: 0.01 }),
        })),
    },
  ],
} as const satisfies Cases;
