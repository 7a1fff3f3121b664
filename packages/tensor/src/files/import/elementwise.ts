import type { AnyTensor } from "../../core/tensor.ts";
import { dtypeOfType } from "../../onnx/decode-tensor.ts";
import { forTensors } from "../../onnx/for-tensors.ts";
import { isNaN as isNotANumber } from "../../primitives/comparison.ts";
import { isFloat } from "../../values/dtype.ts";
import type { Call, Translation } from "./call.ts";

const unary =
  (f: (x: AnyTensor) => AnyTensor): Translation =>
  (call) =>
    f(call.input(0));
const binary =
  (f: (x: AnyTensor, y: AnyTensor) => AnyTensor): Translation =>
  (call) =>
    f(call.input(0), call.input(1));
const many =
  (f: (x: AnyTensor, y: AnyTensor) => AnyTensor): Translation =>
  ({ inputs }) =>
    inputs.map((x) => x!).reduce(f);

/** Integers are cut off towards zero. */
const divide = (x: AnyTensor, y: AnyTensor): AnyTensor =>
  isFloat(x.dtype) ? x.div(y) : x.abs().floorDiv(y.abs()).mul(x.sign().mul(y.sign()));

const remainder = (call: Call): AnyTensor => {
  const [x, y] = [call.input(0), call.input(1)];
  return call.integer("fmod", 0) === 0 ? x.mod(y) : x.sub(divide(x, y).mul(y));
};

const clip = (call: Call): AnyTensor => {
  const [x, low, high] = [call.input(0), call.inputs[1], call.inputs[2]];
  if (low && high) return x.clip(low, high);
  return high ? x.minimum(high) : low ? x.maximum(low) : x;
};

/** Operators that treat each element by itself, operands stretched as NumPy does. */
export const elementwise = {
  Abs: unary((x) => x.abs()),
  Acos: unary((x) => x.acos()),
  Add: binary((x, y) => x.add(y)),
  And: binary((x, y) => x.logicalAnd(y)),
  Asin: unary((x) => x.asin()),
  Atan: unary((x) => x.atan()),
  Cast: (call) => {
    const name = "Cast";
    return call.input(0).cast(forTensors({ name, dtype: dtypeOfType(call.integer("to", 0), name) }).dtype);
  },
  CastLike: binary((x, y) => x.cast(y.dtype)),
  Ceil: unary((x) => x.ceil()),
  Clip: clip,
  Cos: unary((x) => x.cos()),
  Cosh: unary((x) => x.cosh()),
  Div: binary(divide),
  Dropout: (call) => [call.input(0)],
  Equal: binary((x, y) => x.equal(y)),
  Erf: unary((x) => x.erf()),
  Exp: unary((x) => x.exp()),
  Floor: unary((x) => x.floor()),
  Greater: binary((x, y) => x.greater(y)),
  GreaterOrEqual: binary((x, y) => x.greaterEqual(y)),
  Identity: unary((x) => x),
  IsNaN: unary((x) => isNotANumber(x)),
  Less: binary((x, y) => x.less(y)),
  LessOrEqual: binary((x, y) => x.lessEqual(y)),
  Log: unary((x) => x.log()),
  Max: many((x, y) => x.maximum(y)),
  Min: many((x, y) => x.minimum(y)),
  Mod: remainder,
  Mul: binary((x, y) => x.mul(y)),
  Neg: unary((x) => x.neg()),
  Not: unary((x) => x.logicalNot()),
  Or: binary((x, y) => x.logicalOr(y)),
  Pow: binary((x, y) => x.pow(y.cast(x.dtype))),
  Reciprocal: unary((x) => x.reciprocal()),
  Round: unary((x) => x.round()),
  Sign: unary((x) => x.sign()),
  Sin: unary((x) => x.sin()),
  Sinh: unary((x) => x.sinh()),
  Sqrt: unary((x) => x.sqrt()),
  Sub: binary((x, y) => x.sub(y)),
  Sum: many((x, y) => x.add(y)),
  Tan: unary((x) => x.tan()),
  Where: (call) => call.input(0).where(call.input(1), call.input(2)),
  Xor: binary((x, y) => x.logicalXor(y)),
} satisfies Readonly<Record<string, Translation>>;
