import type { DType, Shape } from "@kaviar/tensor";
import { isFloat } from "@kaviar/tensor/values/dtype";
import { sizeOf } from "@kaviar/tensor/values/shape";
import type { Dice } from "./dice.ts";
import { type Draft, unfit, type Value } from "./draft.ts";

export type Kind = "float" | "signed" | "number" | "integer" | "bool" | "any";

/** Which dtypes an operation takes. */
const kinds: Readonly<Record<Kind, readonly DType[]>> = {
  float: ["float32", "float64"],
  signed: ["float32", "float64", "int32", "int64"],
  number: ["float32", "float64", "int32", "int64", "uint32"],
  integer: ["int32", "int64"],
  bool: ["bool"],
  any: ["float32", "float64", "int32", "int64", "uint32", "bool"],
};

/** Axes of length 0 now and then, of length 1 often. */
export const drawLength = ({ dice, wide }: Sized): number =>
  wide ? dice.pick([0, 1, 1, 2, 3, 5, 8, 13, 17]) : dice.pick([0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4]);

type Sized = Pick<Draft, "dice" | "wide">;
export const drawShape = (sized: Sized, least = 0, most = 3): number[] => {
  const { dice, wide } = sized;
  const shape = Array.from({ length: Math.max(least, Math.min(most, dice.pick([0, 1, 1, 2, 2, 2, 3, 3]))) }, () =>
    drawLength(sized),
  );
  return sizeOf(shape) > (wide ? 200 : 24) ? shape.map((n) => Math.min(n, 2)) : shape;
};

/** Most often a float. */
export const drawDType = ({ dice, float }: Draft, kind: Kind): DType => {
  const allowed = kinds[kind];
  return allowed.includes(float) && dice.chance(0.75) ? float : dice.pick(allowed);
};

/** A tensor of a kind, with some axes. */
export const tensorOf = (
  draft: Draft,
  kind: Kind,
  leastRank = 0,
  mostRank = 3,
  accept: (value: Value) => boolean = () => true,
): Value => {
  const dtype = drawDType(draft, kind);
  const fits = ({ dtype: own, shape }: Value) => own === dtype && shape.length >= leastRank && shape.length <= mostRank;
  return draft.take(
    (value) => fits(value) && accept(value),
    () => {
      for (let tries = 0; tries < 20; tries++) {
        const shape = drawShape(draft, leastRank, mostRank);
        if (accept({ dtype, shape, numbers: [], live: true, tensor: undefined as never }))
          return draft.fresh(dtype, shape);
      }
      return unfit();
    },
  );
};

/** A tensor of one dtype and shape. */
export const tensorLike = (draft: Draft, { dtype, shape }: Pick<Value, "dtype" | "shape">): Value =>
  draft.take(
    (value) => value.dtype === dtype && sameShape(value.shape, shape),
    () => draft.fresh(dtype, shape),
  );

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

/** A shape that broadcasts with the given one. */
const partnerShape = (dice: Dice, shape: Shape): number[] => {
  const way = dice.int(0, 9);
  if (way < 4) return [...shape];
  if (way < 6) return shape.map((n) => (dice.chance(0.5) ? 1 : n));
  if (way < 8) return shape.slice(dice.int(0, shape.length));
  return way === 8 ? [] : shape.map((n) => (n === 1 ? dice.int(0, 3) : n));
};

/** Of the shape or smaller: what stays in line with other partners too. */
export const smallPartner = (draft: Draft, { dtype, shape }: Value): Value => {
  const kept = shape.slice(draft.dice.chance(0.3) ? draft.dice.int(0, shape.length) : 0);
  return draft.fresh(
    dtype,
    kept.map((n) => (draft.dice.chance(0.3) ? 1 : n)),
  );
};

export const partnerOf = (draft: Draft, { dtype, shape }: Value): Value =>
  draft.dice.chance(0.4)
    ? draft.take(
        (value) => value.dtype === dtype && broadcasts(value.shape, shape),
        () => draft.fresh(dtype, partnerShape(draft.dice, shape)),
      )
    : draft.fresh(dtype, partnerShape(draft.dice, shape));

const broadcasts = (a: Shape, b: Shape): boolean =>
  [...a].reverse().every((n, i) => {
    const m = [...b].reverse()[i];
    return m === undefined || n === m || n === 1 || m === 1;
  });

/** The value, or something smooth of it that lies between low and high (0.05 < low: above it). */
export const within = (draft: Draft, value: Value, low: number, high: number): Value => {
  if (draft.special || !isFloat(value.dtype)) return value;
  if (value.numbers.every((n) => n >= low && n <= high) && draft.dice.chance(0.7)) return value;
  if (high === Infinity) return draft.step("add", [draft.step("square", [value])], { number: low + 0.25 });
  const share = draft.step("sigmoid", [value]);
  const width = Math.floor((high - low) * 0.9 * 64) / 64;
  return draft.step("add", [draft.step("mul", [share], { number: width })], {
    number: Math.ceil((low + (high - low) * 0.05) * 64) / 64,
  });
};

/** An axis, counted from the end now and then. */
export const drawAxis = (dice: Dice, rank: number): number => {
  const axis = dice.int(0, rank - 1);
  return dice.chance(0.25) ? axis - rank : axis;
};

/** None, one or several axes. */
export const drawAxes = (dice: Dice, rank: number): { axis?: number | number[] } => {
  if (rank === 0 || dice.chance(0.25)) return {};
  if (dice.chance(0.6)) return { axis: drawAxis(dice, rank) };
  return {
    axis: dice.some(
      Array.from({ length: rank }, (_, i) => i),
      dice.int(1, rank),
    ),
  };
};

/** Numbers of rows, in range; some count from the end. */
export const drawIndices = (draft: Draft, shape: Shape, below: number): Value => {
  if (below === 0 && sizeOf(shape) > 0) return unfit();
  const dtype = draft.dice.pick(kinds.integer);
  const make = () => draft.fresh(dtype, shape, [draft.dice.chance(0.25) ? -below : 0, Math.max(0, below - 1)]);
  // What is computed is other numbers at another place, in a loop or a batch: out of range there.
  if (draft.depth > 0) return make();
  const fits = ({ dtype: own, shape: like, numbers }: Value) =>
    kinds.integer.includes(own) && sameShape(like, shape) && numbers.every((n) => n >= -below && n < below);
  return draft.take(fits, make);
};
