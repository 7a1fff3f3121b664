import { anything } from "@kaviar/base/check";
import { fromElements, isTensor, type Tensor } from "../core/tensor.ts";
import { canHold, checkHold } from "../core/whole.ts";
import { TensorError } from "../errors/error.ts";
import { anyDType, optionsOf } from "../errors/options.ts";
import { captureSource } from "../errors/source.ts";
import { full as fill } from "../primitives/constant.ts";
import { iota } from "../primitives/iota.ts";
import { type AnyElements, copyElements, type DType, dtypeOfElements, elementsFrom } from "../values/dtype.ts";
import { type Shape, showShape, sizeOf } from "../values/shape.ts";

/** Numbers, nested as deep as the tensor has axes. */
export type Nested = number | bigint | boolean | readonly Nested[];

type DTypeOf<T> = T extends Float64Array
  ? "float64"
  : T extends Int32Array
    ? "int32"
    : T extends BigInt64Array
      ? "int64"
      : T extends Uint32Array
        ? "uint32"
        : T extends Uint8Array
          ? "bool"
          : "float32";

interface TensorOptions<D extends DType> {
  /** float32 unless said, or what a typed array says by its kind. */
  readonly dtype?: D;
  /** For typed or flat arrays: one length may be −1, to be worked out. */
  readonly shape?: Shape;
}

const readTensor = optionsOf<TensorOptions<DType>>()("tensor", {
  dtype: anyDType.optional(),
  shape: anything<Shape>().optional(),
});

/**
 * A tensor of the given numbers.
 *
 * ```ts
 * tensor([[1, 2], [3, 4]]);                              // float32 [2, 2]
 * tensor(new Float64Array(6), { shape: [2, 3] });        // float64 [2, 3]
 * tensor([1, 0, 1], { dtype: "bool" });
 * ```
 * The numbers are copied: changing the array later does not change the tensor.
 */
export function tensor<const T extends AnyElements, D extends DType = DTypeOf<T>>(
  data: T,
  options?: TensorOptions<D>,
): Tensor<D>;
export function tensor<D extends DType = "float32">(data: Nested, options?: TensorOptions<D>): Tensor<D>;
export function tensor(data: Nested | AnyElements, given?: TensorOptions<DType>): Tensor<DType> {
  const { dtype, shape } = readTensor(given);
  if (isTensor(data))
    throw new TensorError("data", "tensor() makes a tensor of numbers: got a tensor.", {
      remedy: `To change its dtype use x.cast("float64").`,
    });
  const own = dtypeOfElements(data);
  if (own === undefined && ArrayBuffer.isView(data)) {
    throw new TensorError("data", `No dtype stands for ${(data as object).constructor.name}.`, {
      remedy: "Copy it into a Float32Array or Int32Array first.",
    });
  }
  const flat = own ? (data as ArrayLike<number | bigint>) : flattenNested(data as Nested);
  const natural = own ? [flat.length] : nestedShape(data as Nested);
  const final = shape ? fitShape("tensor", shape, flat.length) : natural;
  const target = dtype ?? own ?? "float32";
  if (own !== target) {
    const odd = Array.prototype.findIndex.call(flat, (value) => !canHold(target, value));
    if (odd >= 0) checkHold(target, flat[odd]!, ` at element ${odd}`);
  }
  // Bytes other than 0 and 1 are no booleans to the runtime.
  const elements = own === target && own !== "bool" ? copyElements(data as AnyElements) : elementsFrom(target, flat);
  return fromElements(elements, final, target, captureSource(tensor));
}

const nestedShape = (data: Nested): number[] => {
  const shape: number[] = [];
  for (let part = data; Array.isArray(part); part = part[0] as Nested) {
    shape.push(part.length);
    if (shape.length > mostAxes)
      throw new TensorError("shape", `A tensor has at most ${mostAxes} axes: these arrays nest deeper.`, {
        remedy: "Does an array hold itself?",
      });
  }
  return shape;
};

/** As many as NumPy's and PyTorch's have. */
const mostAxes = 64;

const flattenNested = (data: Nested): (number | bigint | boolean)[] => {
  const shape = nestedShape(data);
  const flat: (number | bigint | boolean)[] = [];
  const visit = (part: Nested, depth: number, path: readonly number[]): void => {
    const isList = Array.isArray(part);
    if (isList !== depth < shape.length || (isList && part.length !== shape[depth])) {
      const found = isList ? `has ${part.length} elements` : `is ${part === null ? "null" : `a ${typeof part}`}`;
      const expected = depth < shape.length ? `have ${shape[depth]} elements` : "are numbers";
      throw new TensorError(
        "data",
        `Nested arrays must have equal lengths on each level: data${path.map((i) => `[${i}]`).join("")} ${found} where its neighbours ${expected}.`,
        {
          remedy: "Pad the short rows, or give a flat array and a shape.",
        },
      );
    }
    if (isList) part.forEach((each, i) => visit(each, depth + 1, [...path, i]));
    else if (typeof part === "number" || typeof part === "bigint" || typeof part === "boolean")
      flat.push(part as number);
    else
      throw new TensorError(
        "data",
        `A tensor holds numbers: data${path.map((i) => `[${i}]`).join("")} is ${part === null ? "null" : `a ${typeof part}`}.`,
      );
  };
  visit(data, 0, []);
  return flat;
};

/** A shape with at most one −1, which is worked out from the number of elements. */
export const fitShape = (operation: string, shape: Shape, size: number): Shape => {
  const open = shape.indexOf(-1);
  const known = sizeOf(shape.filter((length) => length !== -1));
  const fitted = open < 0 ? shape : shape.map((length, axis) => (axis === open ? size / known : length));
  const valid = fitted.every((length) => Number.isInteger(length) && length >= 0);
  if (valid && sizeOf(fitted) === size) return [...fitted];
  throw new TensorError(
    "shape",
    `${operation} needs a shape with as many places as there are elements: got ${showShape(shape)} for ${size} elements.`,
    {
      remedy: "One length may be −1, to be worked out.",
    },
  );
};

interface DTypeOptions<D extends DType> {
  /** float32 unless said. */
  readonly dtype?: D;
}

const readerOf = (operation: string) =>
  optionsOf<DTypeOptions<DType>>()(operation, { dtype: anyDType.default("float32") });
const readFull = readerOf("full");
const readZeros = readerOf("zeros");
const readOnes = readerOf("ones");
const readEye = readerOf("eye");
const readArange = readerOf("arange");
const readLinspace = readerOf("linspace");

/** One number everywhere. */
export const full = <D extends DType = "float32">(shape: Shape, value: number, given?: DTypeOptions<D>): Tensor<D> =>
  filled("full", shape, value, readFull(given).dtype as D);
/** Zeros: `zeros([2, 3], { dtype: "float64" })`. */
export const zeros = <D extends DType = "float32">(shape: Shape, given?: DTypeOptions<D>): Tensor<D> =>
  filled("zeros", shape, 0, readZeros(given).dtype as D);
/** Ones. */
export const ones = <D extends DType = "float32">(shape: Shape, given?: DTypeOptions<D>): Tensor<D> =>
  filled("ones", shape, 1, readOnes(given).dtype as D);

const filled = <D extends DType>(operation: string, shape: Shape, value: number, dtype: D): Tensor<D> => {
  checkHold(dtype, value);
  return fill(checkShape(operation, shape), value, dtype);
};

/** Zeros of the shape and dtype of another tensor. */
export const zerosLike = <D extends DType>({ shape, dtype }: Tensor<D>): Tensor<D> => fill(shape, 0, dtype);
/** Ones of the shape and dtype of another tensor. */
export const onesLike = <D extends DType>({ shape, dtype }: Tensor<D>): Tensor<D> => fill(shape, 1, dtype);

export const isShape = (shape: Shape): boolean =>
  Array.isArray(shape) && shape.every((length) => Number.isInteger(length) && length >= 0);

export const checkShape = (operation: string, shape: Shape): Shape => {
  if (isShape(shape)) return shape;
  throw new TensorError("shape", `${operation} needs a shape, a list of lengths: got ${JSON.stringify(shape)}.`, {
    remedy: `Write ${operation}([2, 3]).`,
  });
};

/** The identity matrix, or ones on the diagonal of an n × columns matrix. */
export const eye = <D extends DType = "float32">(n: number, columns = n, given?: DTypeOptions<D>): Tensor<D> =>
  iota(n)
    .reshape([n, 1])
    .equal(iota(columns))
    .cast(readEye(given).dtype as D);

/** start, start + step, … below stop. With one argument 0 … stop − 1. */
export const arange = <D extends DType = "float32">(
  start: number,
  stop?: number,
  step = 1,
  given?: DTypeOptions<D>,
): Tensor<D> => {
  const { dtype } = readArange(given);
  const [first, end] = stop === undefined ? [0, start] : [start, stop];
  if (step === 0 || !Number.isFinite(first) || !Number.isFinite(end)) {
    throw new TensorError(
      "data",
      `arange needs finite bounds and a step that is not 0: got (${first}, ${end}, ${step}).`,
    );
  }
  const length = Math.max(0, Math.ceil((end - first) / step));
  return tensor(Float64Array.from({ length }, (_, i) => first + i * step) as AnyElements, { dtype: dtype as D });
};

/** `count` numbers from start to stop, both included, evenly spaced. */
export const linspace = <D extends DType = "float32">(
  start: number,
  stop: number,
  count = 50,
  given?: DTypeOptions<D>,
): Tensor<D> => {
  const { dtype } = readLinspace(given);
  const gap = count > 1 ? (stop - start) / (count - 1) : 0;
  const numbers = Float64Array.from({ length: count }, (_, i) =>
    i === count - 1 && count > 1 ? stop : start + i * gap,
  );
  return tensor(numbers as AnyElements, { dtype: dtype as D });
};
