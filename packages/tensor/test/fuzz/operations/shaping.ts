import type { DType, Shape, SliceEntry } from "@kaviar/tensor";
import * as library from "@kaviar/tensor";
import { sizeOf } from "@kaviar/tensor/values/shape";
import type { Dice } from "../dice.ts";
import { drawAxes, drawAxis, tensorLike, tensorOf } from "../drawing.ts";
import { operation } from "../operation.ts";

/** The number written as a product of a few lengths. */
const factored = (dice: Dice, size: number): number[] => {
  if (size === 0) return dice.pick([[0], [0, 3], [2, 0], [1, 0, 2]]);
  const shape: number[] = [];
  for (let rest = size; rest > 1; ) {
    const divisors = Array.from({ length: rest }, (_, i) => i + 1).filter((n) => n > 1 && rest % n === 0);
    const next = dice.pick(divisors);
    shape.push(next);
    rest /= next;
  }
  if (dice.chance(0.4)) shape.splice(dice.int(0, shape.length), 0, 1);
  return shape;
};

const entryOf = (dice: Dice, length: number): SliceEntry => {
  const way = dice.int(0, 5);
  if (way === 0) return null;
  if (way === 1 && length > 0) return dice.int(-length, length - 1);
  const bound = () => (dice.chance(0.3) ? null : dice.int(-length - 1, length + 1));
  return [bound(), bound(), dice.pick([1, 1, 1, 2, -1, -2])];
};

const joined = (dice: Dice) => dice.pick([1, 2, 2, 3]);

export const shaping = {
  reshape: operation<{ readonly shape: Shape }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any");
      const shape = factored(draft.dice, sizeOf(x.shape));
      const open =
        shape.length > 0 && !shape.includes(0) && draft.dice.chance(0.3) ? draft.dice.int(0, shape.length - 1) : -1;
      return { operands: [x], params: { shape: shape.map((n, i) => (i === open ? -1 : n)) } };
    },
    run: ([x], { shape }) => library.reshape(x!, shape),
  }),
  transpose: operation<{ readonly axes?: readonly number[] }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any");
      if (draft.dice.chance(0.2)) return { operands: [x] };
      return { operands: [x], params: { axes: draft.dice.some([...x.shape.keys()], x.shape.length) } };
    },
    run: ([x], { axes }) => library.transpose(x!, axes),
  }),
  expandDims: operation<{ readonly axis: number }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any");
      return { operands: [x], params: { axis: drawAxis(draft.dice, x.shape.length + 1) } };
    },
    run: ([x], { axis }) => library.expandDims(x!, axis),
  }),
  squeeze: operation<{ readonly axis?: number }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any", 0, 4, ({ shape }) => shape.includes(1));
      return { operands: [x], params: draft.dice.chance(0.5) ? { axis: x.shape.indexOf(1) } : {} };
    },
    run: ([x], { axis }) => library.squeeze(x!, axis),
  }),
  broadcastTo: operation<{ readonly shape: Shape }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any", 0, 2);
      const stretched = x.shape.map((n) => (n === 1 ? draft.dice.int(0, 3) : n));
      return {
        operands: [x],
        params: { shape: draft.dice.chance(0.4) ? [draft.dice.int(0, 3), ...stretched] : stretched },
      };
    },
    run: ([x], { shape }) => library.broadcastTo(x!, shape),
  }),
  slice: operation<{ readonly entries: readonly SliceEntry[] }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any", 1);
      const entries = x.shape.slice(0, draft.dice.int(1, x.shape.length)).map((length) => entryOf(draft.dice, length));
      return { operands: [x], params: { entries } };
    },
    run: ([x], { entries }) => library.slice(x!, ...entries),
  }),
  flip: operation<{ readonly axis?: number | number[] }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any");
      return { operands: [x], params: drawAxes(draft.dice, x.shape.length) };
    },
    run: ([x], { axis }) => library.flip(x!, axis),
  }),
  pad: operation<{ readonly widths: readonly (readonly [number, number])[]; readonly value: number }>({
    draw: (draft) => {
      const x = tensorOf(draft, "number", 1);
      const widths = x.shape.map(() => [draft.dice.int(0, 2), draft.dice.int(0, 1)] as const);
      return { operands: [x], params: { widths, value: draft.dice.pick([0, 0, 1, 3]) } };
    },
    run: ([x], { widths, value }) => library.pad(x!, widths, value),
  }),
  tile: operation<{ readonly repeats: readonly number[] }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any", 0, 2);
      const count = Math.max(1, x.shape.length + draft.dice.int(-1, 1));
      return {
        operands: [x],
        params: { repeats: Array.from({ length: count }, () => draft.dice.pick([0, 1, 1, 2, 2, 3])) },
      };
    },
    run: ([x], { repeats }) => library.tile(x!, repeats),
  }),
  tril: operation<{ readonly offset: number }>({
    draw: (draft) => ({ operands: [tensorOf(draft, "any", 2)], params: { offset: draft.dice.int(-2, 2) } }),
    run: ([x], { offset }) => library.tril(x!, offset),
  }),
  triu: operation<{ readonly offset: number }>({
    draw: (draft) => ({ operands: [tensorOf(draft, "any", 2)], params: { offset: draft.dice.int(-2, 2) } }),
    run: ([x], { offset }) => library.triu(x!, offset),
  }),
  concat: operation<{ readonly axis: number }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any", 1);
      const axis = drawAxis(draft.dice, x.shape.length);
      const at = axis < 0 ? axis + x.shape.length : axis;
      const others = Array.from({ length: joined(draft.dice) - 1 }, () =>
        tensorLike(draft, { dtype: x.dtype, shape: x.shape.map((n, i) => (i === at ? draft.dice.int(0, 3) : n)) }),
      );
      return { operands: [x, ...others], params: { axis } };
    },
    run: (operands, { axis }) => library.concat(operands, axis),
  }),
  stack: operation<{ readonly axis: number }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any", 0, 2);
      const others = Array.from({ length: joined(draft.dice) - 1 }, () => tensorLike(draft, x));
      return { operands: [x, ...others], params: { axis: drawAxis(draft.dice, x.shape.length + 1) } };
    },
    run: (operands, { axis }) => library.stack(operands, axis),
  }),
  split: operation<{ readonly parts: number | readonly number[]; readonly axis: number }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any", 1);
      const axis = drawAxis(draft.dice, x.shape.length);
      const length = x.shape.at(axis)!;
      const first = draft.dice.int(0, length);
      const equal = [2, 3, 1].find((n) => length % n === 0)!;
      return { operands: [x], params: { parts: draft.dice.chance(0.5) ? equal : [first, length - first], axis } };
    },
    results: (_, { parts }) => (typeof parts === "number" ? parts : parts.length),
    run: ([x], { parts, axis }) => x!.split(parts, axis),
  }),
  cast: operation<{ readonly dtype: DType }>({
    draw: (draft) => {
      const x = tensorOf(draft, "any");
      // What lies outside of an integer's range becomes what the processor makes of it.
      const fits = (low: number) => x.numbers.every((n) => n > low && n < 2 ** 31);
      const integers = fits(-(2 ** 31)) ? (["int32", "int64"] as const) : [];
      const targets: DType[] = ["float32", "float64", "bool", ...integers, ...(fits(-1) ? (["uint32"] as const) : [])];
      return { operands: [x], params: { dtype: draft.dice.chance(0.5) ? draft.float : draft.dice.pick(targets) } };
    },
    run: ([x], { dtype }) => library.cast(x!, dtype),
  }),
};
