import * as t from "@kaviar/tensor";
import { range } from "@kaviar/tensor/values/shape";
import fc from "fast-check";
import { type AnyTensor, type Case, type Cases, floats, numbers, type Operand, shapes } from "./conformance.ts";

type Axes = number | readonly number[] | undefined;
type Reduce = (x: AnyTensor, axis: Axes, options: { readonly keepDims: boolean }) => AnyTensor;

/** Along any set of axes, none of which is empty where the reduction of nothing has no value. */
const reduce = (f: Reduce, options: Partial<Case> & Partial<Operand> = {}, nothing = true): Case => ({
  dtypes: numbers,
  example: () =>
    fc
      .tuple(shapes(), fc.infiniteStream(fc.boolean()), fc.boolean(), fc.boolean())
      .map(([shape, picks, everything, keepDims]) => {
        const allowed = (axis: number) => nothing || shape[axis] !== 0;
        const axis =
          everything && range(shape.length).every(allowed)
            ? undefined
            : range(shape.length).filter((axis) => picks.next().value && allowed(axis));
        const { within, whole } = options;
        return {
          operands: [{ shape, ...(within && { within }), ...(whole && { whole }) }],
          f: (x) => [f(x!, axis, { keepDims })],
        };
      }),
  ...options,
});

const alongOne = (
  f: (x: AnyTensor, axis: number) => AnyTensor,
  options: Partial<Case> & Partial<Operand> = {},
): Case => ({
  dtypes: floats,
  example: () =>
    fc.tuple(shapes({ min: 1 }), fc.nat()).map(([shape, n]) => ({
      operands: [{ shape, ...(options.whole && { whole: true }) }],
      f: (x) => [f(x!, n % shape.length)],
    })),
  ...options,
});

/** An empty axis has no first largest element. */
const position = (f: (x: AnyTensor, axis: number, options: { readonly keepDims: boolean }) => AnyTensor): Case => ({
  title: "whole numbers with ties",
  dtypes: numbers,
  example: () =>
    fc.tuple(shapes({ min: 1 }), fc.nat(), fc.boolean()).map(([drawn, n, keepDims]) => {
      const axis = n % drawn.length;
      const shape = drawn.with(axis, Math.max(1, drawn[axis]!));
      return { operands: [{ shape, whole: true, within: [0, 3] }], f: (x) => [f(x!, axis, { keepDims })] };
    }),
});

export const reductions = {
  argmax: [position(t.argmax)],
  argmin: [position(t.argmin)],
  logSoftmax: [alongOne(t.logSoftmax)],
  max: [reduce(t.max, {}, false)],
  min: [reduce(t.min, {}, false)],
  prod: [
    reduce(t.prod, { within: [1, 2] }),
    reduce(t.prod, { title: "with zeros", dtypes: floats, within: [-1, 1], whole: true }),
  ],
  softmax: [alongOne(t.softmax)],
  sum: [reduce(t.sum)],
} as const satisfies Cases;
