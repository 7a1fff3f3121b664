import { TensorError } from "../errors/error.ts";
import { type AnyElements, allocate, bytesPerElement, type DType, elementsFrom, isDType } from "../values/dtype.ts";
import { type Shape, showShape, sizeOf } from "../values/shape.ts";
import { elementType, onnxDTypes } from "./encode.ts";
import { isExternal, showPlace } from "./external-data.ts";
import type { OnnxArray, OnnxDType, OnnxTensor } from "./model.ts";
import type { Message } from "./wire.ts";

/** The names of ONNX's element types, by number. */
const typeNames =
  "undefined float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 complex64 complex128 bfloat16 float8e4m3fn float8e4m3fnuz float8e5m2 float8e5m2fnuz uint4 int4 float4e2m1 float8e8m0 uint2 int2".split(
    " ",
  );

const readable: ReadonlyMap<number, OnnxDType> = new Map(onnxDTypes.map((dtype) => [elementType(dtype), dtype]));

/** The dtype with ONNX's number. */
export const dtypeOfType = (type: number, owner: string): OnnxDType => {
  const dtype = readable.get(type);
  if (dtype) return dtype;
  throw new TensorError("dtype", `"${owner}" is ${typeNames[type] ?? `of type ${type}`}, which cannot be read.`, {
    remedy: `Export the model with ${[...readable.values()].join(", ")} only.`,
  });
};

/** The elements are in one block of bytes or, in the way of older files, numbers of a field for their kind. */
export const decodeTensor = (tensor: Message): OnnxTensor => {
  const name = tensor.texts(8)[0] ?? "";
  const dtype = dtypeOfType(Number(tensor.integers(2)[0] ?? 0n), name);
  const shape = tensor.integers(1).map(Number);
  if (isExternal(tensor)) {
    throw new TensorError("data", `The elements of "${name}" are in another file, ${showPlace(tensor)}.`, {
      remedy: `Pass its bytes: { externalData: { ${showPlace(tensor)}: bytes } }.`,
    });
  }
  const array = decodeArray(tensor, dtype, shape);
  if (array.elements.length === sizeOf(shape)) return { name, ...array };
  throw new TensorError(
    "data",
    `A tensor has an element for each place: "${name}" of shape ${showShape(shape)} comes with ${array.elements.length}.`,
    { remedy: "The file is damaged: export it again." },
  );
};

const decodeArray = (tensor: Message, dtype: OnnxDType, shape: Shape): OnnxArray => {
  if (dtype === "string") return { dtype, shape, elements: tensor.texts(6) };
  if (isDType(dtype)) {
    const raw = tensor.bytes(9).length > 0;
    return { dtype, shape, elements: raw ? elementsOf(dtype, tensor.fixed(9)) : typedElements(dtype, tensor) };
  }
  return { dtype, shape, elements: fileElements(tensor, arraysOfFiles[dtype]) } as OnnxArray;
};

/** Of the types that only files have. */
const arraysOfFiles = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  uint64: BigUint64Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
} as const;

const fileElements = (tensor: Message, Elements: (typeof arraysOfFiles)[keyof typeof arraysOfFiles]) => {
  const raw = tensor.fixed(9);
  if (raw.length === 0) {
    return Elements === BigUint64Array
      ? BigUint64Array.from(tensor.integers(11))
      : (Elements as typeof Int8Array).from(tensor.integers(5), Number);
  }
  const elements = new Elements(Math.floor(raw.length / Elements.BYTES_PER_ELEMENT));
  new Uint8Array(elements.buffer).set(raw.subarray(0, elements.byteLength));
  return elements;
};

/** The bytes, little endian, as an array of their own. */
export const elementsOf = (dtype: DType, bytes: Uint8Array): AnyElements => {
  const width = bytesPerElement(dtype);
  const elements = allocate(dtype, Math.floor(bytes.length / width));
  new Uint8Array(elements.buffer).set(bytes.subarray(0, elements.length * width));
  return elements;
};

const typedElements = (dtype: DType, tensor: Message): AnyElements => {
  if (dtype === "float32") return elementsOf(dtype, tensor.fixed(4));
  if (dtype === "float64") return elementsOf(dtype, tensor.fixed(10));
  const field = { int32: 5, bool: 5, int64: 7, uint32: 11 }[dtype];
  return elementsFrom(dtype, tensor.integers(field));
};
