import { fromBrain, fromHalf, toHalf } from "@kaviar/base/numerics";
import { TensorError } from "../errors/error.ts";
import type { Narrow, OnnxArray, OnnxDType } from "../onnx/model.ts";
import type { AnyElements, DType } from "../values/dtype.ts";
import type { Shape } from "../values/shape.ts";

/** How numbers of a type that a file has are given, and come back, as a tensor. */
interface Carrier {
  /** The dtype of the tensor: it holds every number of the type. */
  readonly dtype: DType;
  /** From the tensor's elements; `name` is the input they are for. */
  readonly give: (elements: AnyElements, name: string) => OnnxArray["elements"];
  /** To a tensor's elements, without loss. */
  readonly take: (elements: OnnxArray["elements"], name: string) => AnyElements;
}

/** What tensors have themselves. */
const itself = (dtype: DType): Carrier => ({
  dtype,
  give: (elements) => elements,
  take: (elements) => elements as AnyElements,
});

const outside = (type: string, bounds: string, name: string, value: number | bigint): TensorError =>
  new TensorError("data", `"${name}" is ${type}, whose numbers are ${bounds}: one of its is ${value}.`, {
    remedy: "It would become another number. Is it of another type, or to be clipped first?",
  });

export const boundsOf: Readonly<Record<Narrow, readonly [low: number, high: number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
};

const narrow = (
  type: Narrow,
  Elements: Int8ArrayConstructor | Uint8ArrayConstructor | Int16ArrayConstructor | Uint16ArrayConstructor,
): Carrier => {
  const [low, high] = boundsOf[type];
  return {
    dtype: "int32",
    give: (elements, name) => {
      const wide = elements as Int32Array;
      const beyond = wide.find((each) => each < low || each > high);
      if (beyond !== undefined) throw outside(type, `from ${low} to ${high}`, name, beyond);
      return Elements.from(wide);
    },
    take: (elements) => Int32Array.from(elements as Int8Array),
  };
};

const mostSigned = 2n ** 63n - 1n;

/** Every type of a file but texts. */
export const carriers: { readonly [D in Exclude<OnnxDType, "string">]: Carrier } = {
  bfloat16: {
    dtype: "float32",
    // The runtime takes none from JavaScript: an operator in front of the model makes them of float32.
    give: (elements) => elements,
    take: (elements) => Float32Array.from(elements as Uint16Array, fromBrain),
  },
  bool: itself("bool"),
  float16: {
    dtype: "float32",
    give: (elements) => Uint16Array.from(elements as Float32Array, toHalf),
    take: (elements) => Float32Array.from(elements as Uint16Array, fromHalf),
  },
  float32: itself("float32"),
  float64: itself("float64"),
  int16: narrow("int16", Int16Array),
  int32: itself("int32"),
  int64: itself("int64"),
  int8: narrow("int8", Int8Array),
  uint16: narrow("uint16", Uint16Array),
  uint32: itself("uint32"),
  uint64: {
    dtype: "int64",
    give: (elements, name) => {
      const signed = elements as BigInt64Array;
      const beyond = signed.find((each) => each < 0n);
      if (beyond !== undefined) throw outside("uint64", "not negative", name, beyond);
      return BigUint64Array.from(signed);
    },
    take: (elements, name) => {
      const beyond = (elements as BigUint64Array).find((each) => each > mostSigned);
      if (beyond !== undefined) throw outside("uint64, read as int64", `up to ${mostSigned}`, name, beyond);
      return BigInt64Array.from(elements as BigUint64Array);
    },
  },
  uint8: narrow("uint8", Uint8Array),
};

interface Carried {
  readonly elements: AnyElements;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** An array of a file, or from a session, as a tensor has it. */
export const carried = (name: string, { dtype, shape, elements }: OnnxArray): Carried => {
  if (dtype === "string") throw noTensor(name);
  return { dtype: carriers[dtype].dtype, shape, elements: carriers[dtype].take(elements, name) };
};

export const noTensor = (name: string): TensorError =>
  new TensorError("dtype", `"${name}" is string, which no tensor here can be.`, {
    remedy: "openSession of @kaviar/tensor/onnx runs such a file: it takes and gives texts.",
  });
