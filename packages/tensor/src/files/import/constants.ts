import { type AnyTensor, fromElements } from "../../core/tensor.ts";
import { dtypeOfType } from "../../onnx/decode-tensor.ts";
import { forTensors } from "../../onnx/for-tensors.ts";
import type { OnnxTensor } from "../../onnx/model.ts";
import { constant, full } from "../../primitives/constant.ts";
import type { DType } from "../../values/dtype.ts";
import { range, stridesOf } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";
import { asNarrow, storedElements } from "./narrow.ts";

/** Few numbers are seen by the compiler, many are an input of what it compiles. */
const fewest = 16;

export const asTensor = (tensor: OnnxTensor): AnyTensor => {
  const { stored, narrow } = storedElements(tensor);
  const { dtype, shape, elements } = stored;
  const made = elements.length <= fewest ? constant(elements, shape, dtype) : fromElements(elements, shape, dtype);
  return narrow ? asNarrow(made, narrow) : made;
};

const int64 = (numbers: readonly number[], shape: readonly number[] = [numbers.length]): AnyTensor =>
  constant(numbers, shape, "int64");

const constantOf = (call: Call): AnyTensor => {
  const stored = call.stored("value");
  if (stored) return asTensor(stored);
  const float = call.attribute("value_float");
  if (float !== undefined) return constant([float as number], [], "float32");
  const floats = call.attribute("value_floats") as readonly number[] | undefined;
  if (floats) return constant(floats, [floats.length], "float32");
  const integer = call.attribute("value_int");
  if (integer !== undefined) return int64([integer as number], []);
  const integers = call.integers("value_ints");
  if (integers) return int64(integers);
  throw call.refuse("its value is of a kind that no tensor here can be");
};

const dtypeOf = (type: number): DType => {
  const name = "dtype";
  return forTensors({ name, dtype: dtypeOfType(type, name) }).dtype;
};

/** Sums of cosines: what a signal is multiplied with before its frequencies are looked at. */
const windowOf =
  (parts: readonly number[]): Translation =>
  (call) => {
    const length = call.needed(0)[0]!;
    const dtype = dtypeOf(call.integer("output_datatype", 1));
    const period = call.flag("periodic", true) ? length : length - 1;
    const at = (i: number) => parts.reduce((sum, part, k) => sum + part * Math.cos((2 * Math.PI * i * k) / period), 0);
    return constant(range(length).map(at), [length], dtype);
  };

/** What shapes are computed from, and numbers in the file. */
export const constants = {
  Constant: constantOf,
  BlackmanWindow: windowOf([0.42, -0.5, 0.08]),
  ConstantOfShape: (call) => {
    const value = call.tensor("value");
    const [number] = value ? value.elements : [0];
    return full(call.needed(0), number!, value?.dtype ?? "float32");
  },
  EyeLike: (call) => {
    const [rows, columns] = call.input(0).shape as [number, number];
    const type = call.attribute("dtype") as number | undefined;
    const dtype = type === undefined ? call.input(0).dtype : dtypeOf(type);
    const offset = call.integer("k", 0);
    return full([rows, columns], 1, "int32").tril(offset).triu(offset).cast(dtype);
  },
  HammingWindow: windowOf([25 / 46, -21 / 46]),
  HannWindow: windowOf([0.5, -0.5]),
  NonZero: (call) => {
    const { shape } = call.input(0);
    const places = call.needed(0).flatMap((each, i) => (each === 0 ? [] : [i]));
    const strides = stridesOf(shape);
    const rows = shape.map((length, axis) => places.map((i) => Math.floor(i / strides[axis]!) % length));
    return int64(rows.flat(), [shape.length, places.length]);
  },
  Range: (call) => {
    const [start, limit, step] = [0, 1, 2].map((place) => call.needed(place)[0]!) as [number, number, number];
    const numbers = range(Math.max(0, Math.ceil((limit - start) / step))).map((i) => start + i * step);
    return constant(numbers, [numbers.length], call.input(0).dtype);
  },
  Shape: (call) => {
    const { shape } = call.input(0);
    return int64(shape.slice(call.integer("start", 0), call.integer("end", shape.length)));
  },
  Size: (call) => int64([call.input(0).size], []),
} satisfies Readonly<Record<string, Translation>>;
