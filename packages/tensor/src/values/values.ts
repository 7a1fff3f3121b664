import type { DType } from "./dtype.ts";
import { type Shape, sizeOf, stridesOf } from "./shape.ts";

/**
 * What the reference evaluator computes with: every dtype as float64 numbers, in row-major order. Integers are exact up
 * to 2⁵³; 32-bit ones wrap.
 */
export interface Values {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly data: Float64Array;
}

export const values = (shape: Shape, dtype: DType, data: ArrayLike<number>): Values => ({
  shape,
  dtype,
  data: wrap(dtype, Float64Array.from(data)),
});

/** Each element from its coordinates. */
export const generate = (shape: Shape, dtype: DType, element: (coordinates: number[]) => number): Values => {
  const data = new Float64Array(sizeOf(shape));
  const at = new Array<number>(shape.length).fill(0);
  for (let i = 0; i < data.length; i++) {
    data[i] = element(at);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++at[axis]! < shape[axis]!) break;
      at[axis] = 0;
    }
  }
  return { shape, dtype, data: wrap(dtype, data) };
};

/** The element at (possibly too many, possibly stretched) coordinates: NumPy broadcasting. */
export const read = ({ shape, data }: Values, coordinates: readonly number[]): number => {
  const strides = stridesOf(shape);
  const skip = coordinates.length - shape.length;
  let offset = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] !== 1) offset += strides[axis]! * coordinates[skip + axis]!;
  }
  return data[offset]!;
};

/** A product that wraps where float64 would round it: whole numbers of 32 bits have products of 64. */
export const multiply = (dtype: DType, a: number, b: number): number =>
  dtype === "int32" || dtype === "uint32" ? Math.imul(a, b) : a * b;

const wrap = (dtype: DType, data: Float64Array): Float64Array => {
  if (dtype === "uint32") return data.map((value) => value >>> 0);
  if (dtype === "int32") return data.map((value) => value | 0);
  if (dtype === "bool") return data.map((value) => (value === 0 ? 0 : 1));
  if (dtype === "int64") return data.map((value) => (Number.isFinite(value) ? Math.trunc(value) : 0));
  return data;
};
