/** The element types a tensor can have. */
export type DType = "float32" | "float64" | "int32" | "int64" | "uint32" | "bool";
export type FloatDType = "float32" | "float64";

/** The typed array that holds a tensor's elements; booleans are bytes, 0 or 1. */
export interface Elements {
  float32: Float32Array;
  float64: Float64Array;
  int32: Int32Array;
  int64: BigInt64Array;
  uint32: Uint32Array;
  bool: Uint8Array;
}

/** What one element is in JavaScript: int64 does not fit a number. */
export interface Scalar {
  float32: number;
  float64: number;
  int32: number;
  int64: bigint;
  uint32: number;
  bool: boolean;
}

export type AnyElements = Elements[DType];

const constructors = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint32: Uint32Array,
  bool: Uint8Array,
} as const;

export const dtypes = Object.keys(constructors) as readonly DType[];

export const isDType = (name: string): name is DType => Object.hasOwn(constructors, name);

/** A zeroed typed array for `length` elements. */
export const allocate = <D extends DType>(dtype: D, length: number): Elements[D] =>
  new constructors[dtype](length) as Elements[D];

export const bytesPerElement = (dtype: DType): number => constructors[dtype].BYTES_PER_ELEMENT;

/** A copy in memory of its own (so at an aligned address: the runtime's sums depend on it). */
export const copyElements = <E extends AnyElements>(elements: E): E => elements.slice() as E;

const dtypeOfConstructor = new Map<unknown, DType>(dtypes.map((dtype) => [constructors[dtype], dtype]));

/** The dtype a typed array stands for, or `undefined` when it stands for none. */
export const dtypeOfElements = (value: unknown): DType | undefined =>
  dtypeOfConstructor.get((value as object | undefined)?.constructor);

export const isFloat = (dtype: DType): dtype is FloatDType => dtype === "float32" || dtype === "float64";

/** One number as an element of the dtype: integers wrap as the hardware does, booleans are "not zero". */
const toElement = (dtype: DType, value: number | bigint | boolean): number | bigint => {
  switch (dtype) {
    case "int64":
      return typeof value === "bigint" ? BigInt.asIntN(64, value) : BigInt(Math.trunc(Number(value)) || 0);
    case "bool":
      return Number(value) === 0 ? 0 : 1;
    default:
      return Number(value);
  }
};

/** Typed array from numbers, converted element by element. */
export const elementsFrom = <D extends DType>(dtype: D, values: ArrayLike<number | bigint | boolean>): Elements[D] => {
  const out = allocate(dtype, values.length);
  for (let i = 0; i < values.length; i++) (out as { [i: number]: number | bigint })[i] = toElement(dtype, values[i]!);
  return out;
};
