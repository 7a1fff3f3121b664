import * as t from "@kaviar/tensor";
import { range, type Shape, sizeOf } from "@kaviar/tensor/values/shape";
import fc from "fast-check";
import { type AnyTensor, all, type Case, type Cases, shapes } from "./conformance.ts";

/** A movement of one tensor, with what else it needs drawn from its shape. */
const move = <Extra>(
  extra: (shape: Shape) => fc.Arbitrary<Extra>,
  f: (x: AnyTensor, extra: Extra) => AnyTensor | readonly AnyTensor[],
  { min = 0, shortest = 0, ...options }: Partial<Case> & { readonly min?: number; readonly shortest?: number } = {},
): Case => ({
  dtypes: all,
  example: () =>
    shapes({ min, shortest }).chain((shape) =>
      extra(shape).map((given) => ({ operands: [{ shape }], f: (x) => [f(x!, given)].flat() })),
    ),
  ...options,
});

/** Something for each axis. */
const eachAxis = <T>(shape: Shape, draw: (length: number) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(...shape.map(draw)) as unknown as fc.Arbitrary<T[]>;

const someOrder = (shape: Shape) =>
  fc.shuffledSubarray(range(shape.length), { minLength: shape.length, maxLength: shape.length });

/** Starts, stops and steps of either sign, inside the axis, beyond it, or left out. */
const entry = (length: number): fc.Arbitrary<t.SliceEntry> => {
  const bound = fc.oneof(fc.constant(null), fc.integer({ min: -length - 2, max: length + 2 }));
  const step = fc.constantFrom(1, 1, 2, 3, -1, -2);
  const part = fc.tuple(bound, bound, step);
  const one = () => fc.integer({ min: -length, max: length - 1 });
  return fc.oneof(fc.constant(null), part, part, length === 0 ? part : one());
};

export const movement = {
  broadcastTo: [
    move(
      (shape) =>
        fc.tuple(
          fc.nat({ max: 2 }),
          eachAxis(shape, () => fc.nat({ max: 3 })),
        ),
      (x, [more, lengths]) =>
        x.broadcastTo([...range(more).map((i) => i + 1), ...x.shape.map((n, i) => (n === 1 ? lengths[i]! : n))]),
    ),
  ],
  concat: [
    {
      dtypes: all,
      example: () =>
        fc
          .tuple(shapes({ min: 1 }), fc.nat(), fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }))
          .map(([shape, n, lengths]) => ({
            operands: lengths.map((length) => ({ shape: shape.with(n % shape.length, length) })),
            f: (...xs) => [t.concat(xs, n % shape.length)],
          })),
    },
  ],
  pad: [
    move(
      (shape) => eachAxis(shape, () => fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 }))),
      (x, widths) => x.pad(widths),
    ),
  ],
  reshape: [
    move(
      (shape) => fc.constantFrom([sizeOf(shape)], [1, sizeOf(shape)], [...shape].reverse(), [...shape, 1]),
      (x, shape) => x.reshape(shape),
    ),
  ],
  slice: [
    move(
      (shape) => eachAxis(shape, entry),
      (x, entries) => x.slice(...entries),
    ),
  ],
  split: [
    move(
      (shape) =>
        fc.nat({ max: shape.length - 1 }).chain((axis) => fc.tuple(fc.constant(axis), fc.nat({ max: shape[axis]! }))),
      (x, [axis, cut]) => t.split(x, [cut, x.shape[axis]! - cut], axis),
      { min: 1 },
    ),
  ],
  transpose: [move(someOrder, (x, order) => x.transpose(order))],
} as const satisfies Cases;
