import type { AnyTensor } from "../../core/tensor.ts";
import { dtypeOfType } from "../../onnx/decode-tensor.ts";
import { forTensors } from "../../onnx/for-tensors.ts";
import type { Narrow } from "../../onnx/model.ts";
import { isNaN as isNotANumber } from "../../primitives/comparison.ts";
import { constant } from "../../primitives/constant.ts";
import { isFloat } from "../../values/dtype.ts";
import { boundsOf } from "../carriers.ts";
import { operandsOf } from "./broadcast.ts";
import type { Call, Translation } from "./call.ts";
import { asNarrow, isNarrow, narrowOf } from "./narrow.ts";

const unary =
  (f: (x: AnyTensor) => AnyTensor): Translation =>
  (call) =>
    f(call.input(0));
const binary =
  (f: (x: AnyTensor, y: AnyTensor) => AnyTensor): Translation =>
  (call) =>
    f(...operandsOf(call));
const many =
  (f: (x: AnyTensor, y: AnyTensor) => AnyTensor): Translation =>
  ({ all }) =>
    all().reduce(f);

/** Integers are cut off towards zero. */
const divide = (x: AnyTensor, y: AnyTensor): AnyTensor => {
  if (isFloat(x.dtype)) return x.div(y);
  return x.dtype === "uint32" ? x.floorDiv(y) : x.abs().floorDiv(y.abs()).mul(x.sign().mul(y.sign()));
};

const remainder = (call: Call): AnyTensor => {
  const [x, y] = [call.input(0), call.input(1)];
  if (call.integer("fmod", 0) === 0) return x.mod(y);
  // The remainder of the magnitudes, with the sign of the first.
  return x.abs().mod(y.abs()).mul(x.sign());
};

/** Whole numbers to a power that is none are computed as real numbers, and cut off. */
const power = (x: AnyTensor, y: AnyTensor): AnyTensor =>
  isFloat(y.dtype) && !isFloat(x.dtype)
    ? x
        .cast(y.dtype)
        .pow(y as never)
        .cast(x.dtype)
    : x.pow(y.cast(x.dtype));

/** Before opset 11 the bounds are attributes. */
const boundOf = (call: Call, place: number, name: string): AnyTensor | undefined => {
  if (call.opset >= 11) return call.optional(place);
  const bound = call.attribute(name) as number | undefined;
  return bound === undefined ? undefined : constant([bound], [], call.input(0).dtype);
};

const clip = (call: Call): AnyTensor => {
  const [x, low, high] = [call.input(0), boundOf(call, 1, "min"), boundOf(call, 2, "max")];
  if (low && high) return x.clip(low, high);
  return high ? x.minimum(high) : low ? x.maximum(low) : x;
};

const cast = (call: Call): AnyTensor => {
  const [name, x] = ["Cast", call.input(0)];
  // About float8, which no tensor here can be.
  call.ignore("saturate", "round_mode");
  const dtype = dtypeOfType(call.integer("to", 0), name);
  if (!isNarrow(dtype)) return x.cast(forTensors({ name, dtype }).dtype);
  if (fits(x, dtype)) return asNarrow(x.cast("int32"), dtype);
  throw call.refuse(`what it makes of numbers that ${dtype} does not have is not agreed on`);
};

/** Whether a narrow type has every number that a tensor can have. */
const fits = (x: AnyTensor, dtype: Narrow): boolean => {
  const own = narrowOf(x);
  if (!own) return x.dtype === "bool";
  return boundsOf[own][0] >= boundsOf[dtype][0] && boundsOf[own][1] <= boundsOf[dtype][1];
};

/** Operators that treat each element by itself, operands stretched as NumPy does. */
export const elementwise = {
  Abs: unary((x) => x.abs()),
  Acos: unary((x) => x.acos()),
  Acosh: unary((x) => x.add(x.sub(1).sqrt().mul(x.add(1).sqrt())).log()),
  Add: binary((x, y) => x.add(y)),
  And: binary((x, y) => x.logicalAnd(y)),
  Asin: unary((x) => x.asin()),
  Asinh: unary((x) => {
    const size = x.abs();
    return size
      .add(x.square().div(x.square().add(1).sqrt().add(1)))
      .log1p()
      .mul(x.sign());
  }),
  Atan: unary((x) => x.atan()),
  Atanh: unary((x) => x.log1p().sub(x.neg().log1p()).mul(0.5)),
  BitwiseNot: unary((x) => x.neg().sub(1)),
  Cast: cast,
  CastLike: binary((x, y) => x.cast(y.dtype)),
  Ceil: unary((x) => x.ceil()),
  Clip: clip,
  Cos: unary((x) => x.cos()),
  Cosh: unary((x) => x.cosh()),
  Div: binary(divide),
  Equal: binary((x, y) => x.equal(y)),
  Erf: unary((x) => x.erf()),
  Exp: unary((x) => x.exp()),
  Floor: unary((x) => x.floor()),
  Greater: binary((x, y) => x.greater(y)),
  GreaterOrEqual: binary((x, y) => x.greaterEqual(y)),
  Identity: unary((x) => x),
  IsInf: (call) => {
    const x = call.input(0);
    const [below, above] = [call.integer("detect_negative", 1) === 1, call.integer("detect_positive", 1) === 1];
    const infinite = below === above ? x.abs() : above ? x : x.neg();
    return below || above ? infinite.equal(Number.POSITIVE_INFINITY) : x.notEqual(x).logicalAnd(x.equal(x));
  },
  IsNaN: unary((x) => isNotANumber(x)),
  Less: binary((x, y) => x.less(y)),
  LessOrEqual: binary((x, y) => x.lessEqual(y)),
  Log: unary((x) => x.log()),
  Max: many((x, y) => x.maximum(y)),
  Mean: ({ all }) =>
    all()
      .reduce((x, y) => x.add(y))
      .div(all().length),
  Min: many((x, y) => x.minimum(y)),
  Mod: remainder,
  Mul: binary((x, y) => x.mul(y)),
  Neg: unary((x) => x.neg()),
  Not: unary((x) => x.logicalNot()),
  Or: binary((x, y) => x.logicalOr(y)),
  Pow: binary(power),
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
