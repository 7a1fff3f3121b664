import { type AnyTensor, fromElements } from "../../core/tensor.ts";
import { constant, full } from "../../primitives/constant.ts";
import { range } from "../../values/shape.ts";
import type { Call, StoredTensor, Translation } from "./call.ts";

/** Few numbers are seen by the compiler, many are an input of what it compiles. */
const fewest = 16;

export const asTensor = ({ dtype, shape, elements }: StoredTensor): AnyTensor =>
  elements.length <= fewest ? constant(elements, shape, dtype) : fromElements(elements, shape, dtype);

const int64 = (numbers: readonly number[], shape: readonly number[] = [numbers.length]): AnyTensor =>
  constant(numbers, shape, "int64");

const constantOf = (call: Call): AnyTensor => {
  const tensor = call.tensor("value");
  if (tensor) return asTensor(tensor);
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

/** What shapes are computed from, and numbers in the file. */
export const constants = {
  Constant: constantOf,
  ConstantOfShape: (call) => {
    const value = call.tensor("value");
    const [number] = value ? value.elements : [0];
    return full(call.needed(0), number!, value?.dtype ?? "float32");
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
