import type * as t from "@kaviar/tensor";
import { applyOne } from "@kaviar/tensor/core/primitive";
import { addAlongAxisPrimitive } from "@kaviar/tensor/primitives/indexing";
import fc from "fast-check";
import { type AnyTensor, all, type Case, type Cases, numbers, shapes } from "./conformance.ts";

const indexDType = fc.constantFrom<t.DType>("int32", "int64");

/** A tensor with rows to point at along one of its axes, and indices of either sign. */
const pointing = fc
  .tuple(shapes({ min: 1 }), fc.nat(), shapes({ max: 2 }), fc.integer({ min: 1, max: 4 }), indexDType)
  .map(([shape, n, at, length, dtype]) => {
    const axis = n % shape.length;
    return {
      axis,
      shape: shape.with(axis, length),
      indices: { shape: at, dtype, within: [-length, length - 1] as const },
    };
  });

const rowsAt = (shape: readonly number[], axis: number, at: readonly number[]) => [
  ...shape.slice(0, axis),
  ...at,
  ...shape.slice(axis + 1),
];

const along = (
  f: (x: AnyTensor, indices: AnyTensor, updates: AnyTensor, axis: number) => AnyTensor,
  dtypes = numbers,
): Case => ({
  dtypes,
  example: () =>
    fc.tuple(pointing, fc.nat({ max: 3 })).map(([{ axis, shape, indices }, count]) => {
      const places = shape.with(axis, count);
      return {
        operands: [{ shape }, { ...indices, shape: places }, { shape: places }],
        f: (x, at, updates) => [f(x!, at!, updates!, axis)],
      };
    }),
});

const ranked = (options: Partial<Case>, whole: boolean): Case => ({
  dtypes: numbers,
  example: () =>
    fc.tuple(shapes({ min: 1 }), fc.nat(), fc.nat(), fc.boolean()).map(([shape, n, k, largest]) => {
      const axis = n % shape.length;
      return {
        operands: [{ shape, ...(whole && { whole: true, within: [0, 2] }) }],
        f: (x) => x!.topK(k % (shape[axis]! + 1), axis, { largest }),
      };
    }),
  ...options,
});

export const indexing = {
  addAlongAxis: [
    along((x, indices, updates, axis) => applyOne(addAlongAxisPrimitive, [x, indices, updates], { axis })),
  ],
  cumsum: [
    {
      dtypes: numbers,
      example: () =>
        fc.tuple(shapes({ min: 1 }), fc.nat(), fc.boolean()).map(([shape, n, reverse]) => ({
          operands: [{ shape }],
          f: (x) => [x!.cumsum(n % shape.length, { reverse })],
        })),
    },
  ],
  gather: [
    {
      dtypes: all,
      example: () =>
        pointing.map(({ axis, shape, indices }) => ({
          operands: [{ shape }, indices],
          f: (x, at) => [x!.gather(at!, axis)],
        })),
    },
  ],
  scatter: [
    {
      title: "adding, indices more than once",
      dtypes: numbers,
      example: () =>
        pointing.map(({ axis, shape, indices }) => ({
          operands: [{ shape }, indices, { shape: rowsAt(shape, axis, indices.shape) }],
          f: (x, at, updates) => [x!.scatterAdd(at!, updates!, axis)],
        })),
    },
    {
      title: "setting, the last of equal indices",
      dtypes: all,
      example: () =>
        pointing.map(({ axis, shape, indices }) => ({
          operands: [{ shape }, indices, { shape: rowsAt(shape, axis, indices.shape) }],
          f: (x, at, updates) => [x!.scatter(at!, updates!, axis)],
        })),
    },
  ],
  takeAlongAxis: [along((x, indices, _, axis) => x.takeAlongAxis(indices, axis), all)],
  topK: [
    ranked({ title: "no two equal", dtypes: ["float32", "float64"] }, false),
    ranked({ title: "ties", differentiable: false }, true),
  ],
} as const satisfies Cases;
