import { applyOne, zero } from "../core/primitive.ts";
import { type AnyTensor, nodeOf } from "../core/tensor.ts";
import { type DType, isFloat } from "../values/dtype.ts";
import { unary } from "./arithmetic.ts";
import { literal } from "./constant.ts";
import { elementwise } from "./elementwise.ts";
import * as double from "./float64.ts";
import { positivePrimitive } from "./positive.ts";
import { logSoftmaxPrimitive, softmaxPrimitive } from "./softmax.ts";

/** Composed where the runtime has no float64 kernel. */
const inFloat64 =
  (composed: (x: AnyTensor) => AnyTensor) =>
  (x?: AnyTensor): AnyTensor | undefined =>
    x!.dtype === "float64" ? composed(x!) : undefined;

export const expPrimitive = elementwise({
  name: "exp",
  evaluate: Math.exp,
  lower: "Exp",
  simplify: (x) => softmaxOf(x!),
  derivative: ({ output }, d) => [d.mul(output)],
});
/** exp(log softmax x) is softmax x: one operator, and the logarithm may not be needed at all */
const softmaxOf = (x: AnyTensor): AnyTensor | undefined => {
  const node = nodeOf(x);
  if (node?.primitive !== logSoftmaxPrimitive) return undefined;
  return applyOne(softmaxPrimitive, node.inputs, node.params as { readonly axis: number });
};

/** e to the power x */
export const exp = unary(expPrimitive);

export const logPrimitive = elementwise({
  name: "log",
  evaluate: Math.log,
  lower: "Log",
  derivative: ({ inputs: [x] }, d) => [d.div(x)],
});
/** The natural logarithm */
export const log = unary(logPrimitive);

/** There is no ONNX operator. Kahan's form: log(u)·x/(u − 1) with u = fl(1 + x) cancels the rounding of 1 + x. */
export const log1pPrimitive = elementwise({
  name: "log1p",
  evaluate: Math.log1p,
  lower: "Log",
  compose: (x) => {
    const u = x!.add(1);
    const accurate = u.log().mul(x!.div(u.sub(1)));
    // u = 1: x itself; u = ∞: the quotient would be ∞/∞
    return u.equal(1).where(x!, u.equal(Infinity).where(u, accurate));
  },
  derivative: ({ inputs: [x] }, d) => [d.div(x.add(1))],
});
/** log(1 + x), accurate near 0 */
export const log1p = unary(log1pPrimitive);

/** There is no ONNX operator. Kahan's form: (u − 1)·x/log u with u = fl(eˣ). */
export const expm1Primitive = elementwise({
  name: "expm1",
  evaluate: Math.expm1,
  lower: "Exp",
  compose: (x) => {
    const u = x!.exp();
    const accurate = u.sub(1).mul(x!.div(u.log()));
    // u = 1: x itself; |x| large: the form would divide by log 0 or by ∞, and 1 is below rounding anyway
    return u.equal(1).where(x!, x!.abs().greater(20).where(u.sub(1), accurate));
  },
  derivative: ({ output }, d) => [d.mul(output.add(1))],
});
/** eˣ − 1, accurate near 0 */
export const expm1 = unary(expm1Primitive);

export const sqrtPrimitive = elementwise({
  name: "sqrt",
  evaluate: Math.sqrt,
  lower: "Sqrt",
  derivative: ({ output }, d) => [d.mul(0.5).div(output)],
});
/** The square root */
export const sqrt = unary(sqrtPrimitive);

export const reciprocalPrimitive = elementwise({
  name: "reciprocal",
  evaluate: (x) => 1 / x,
  lower: "Reciprocal",
  derivative: ({ output }, d) => [d.mul(output.square()).neg()],
});
/** 1 / x */
export const reciprocal = unary(reciprocalPrimitive);

export const sinPrimitive = elementwise({
  name: "sin",
  evaluate: Math.sin,
  lower: "Sin",
  derivative: ({ inputs: [x] }, d) => [d.mul(x.cos())],
});
/** The sine of x radians */
export const sin = unary(sinPrimitive);

export const cosPrimitive = elementwise({
  name: "cos",
  evaluate: Math.cos,
  lower: "Cos",
  derivative: ({ inputs: [x] }, d) => [d.mul(x.sin()).neg()],
});
/** The cosine of x radians */
export const cos = unary(cosPrimitive);

export const tanPrimitive = elementwise({
  name: "tan",
  evaluate: Math.tan,
  lower: "Tan",
  compose: inFloat64((x) => x.sin().div(x.cos())),
  derivative: ({ output }, d) => [d.mul(output.square().add(1))],
});
/** The tangent of x radians */
export const tan = unary(tanPrimitive);

export const asinPrimitive = elementwise({
  name: "asin",
  evaluate: Math.asin,
  lower: "Asin",
  compose: inFloat64(double.asin),
  derivative: ({ inputs: [x] }, d) => [d.div(x.square().neg().add(1).sqrt())],
});
/** The angle whose sine is x */
export const asin = unary(asinPrimitive);

export const acosPrimitive = elementwise({
  name: "acos",
  evaluate: Math.acos,
  lower: "Acos",
  compose: inFloat64(double.acos),
  derivative: ({ inputs: [x] }, d) => [d.div(x.square().neg().add(1).sqrt()).neg()],
});
/** The angle whose cosine is x */
export const acos = unary(acosPrimitive);

export const atanPrimitive = elementwise({
  name: "atan",
  evaluate: Math.atan,
  lower: "Atan",
  compose: inFloat64(double.atan),
  derivative: ({ inputs: [x] }, d) => [d.div(x.square().add(1))],
});
/** The angle whose tangent is x */
export const atan = unary(atanPrimitive);

export const sinhPrimitive = elementwise({
  name: "sinh",
  evaluate: Math.sinh,
  lower: "Sinh",
  compose: inFloat64(double.sinh),
  derivative: ({ inputs: [x] }, d) => [d.mul(x.cosh())],
});
/** The hyperbolic sine */
export const sinh = unary(sinhPrimitive);

export const coshPrimitive = elementwise({
  name: "cosh",
  evaluate: Math.cosh,
  lower: "Cosh",
  compose: inFloat64(double.cosh),
  derivative: ({ inputs: [x] }, d) => [d.mul(x.sinh())],
});
/** The hyperbolic cosine */
export const cosh = unary(coshPrimitive);

/** d/dx tanh x = 1 − tanh² x */
export const tanhPrimitive = elementwise({
  name: "tanh",
  evaluate: Math.tanh,
  lower: "Tanh",
  derivative: ({ output }, d) => [d.mul(output.square().neg().add(1))],
});
/** The hyperbolic tangent */
export const tanh = unary(tanhPrimitive);

/** d/dx σ(x) = σ(x)(1 − σ(x)) */
export const sigmoidPrimitive = elementwise({
  name: "sigmoid",
  evaluate: (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
  lower: "Sigmoid",
  // The runtime's kernel loses all digits below −30 or so.
  compose: inFloat64((x) => x.neg().exp().add(1).reciprocal()),
  derivative: ({ output }, d) => [d.mul(output.mul(output.neg().add(1)))],
});
/** 1 / (1 + e⁻ˣ) */
export const sigmoid = unary(sigmoidPrimitive);

export const reluPrimitive = elementwise({
  name: "relu",
  evaluate: (x) => (x > 0 || Number.isNaN(x) ? x : 0),
  lower: "Relu",
  derivative: ({ output }, d) => [d.mul(applyOne(positivePrimitive, [output], null))],
});
/** max(0, x); the slope at 0 is 0 */
export const relu = unary(reluPrimitive);

/** d/dx erf x = 2/√π · e^(−x²) */
export const erfPrimitive = elementwise({
  name: "erf",
  evaluate: double.evaluateErf,
  lower: "Erf",
  compose: inFloat64(double.erf),
  derivative: ({ inputs: [x] }, d) => [
    d.mul(
      x
        .square()
        .neg()
        .exp()
        .mul(2 / Math.sqrt(Math.PI)),
    ),
  ],
});
/** The error function 2/√π ∫₀ˣ e^(−t²) dt */
export const erf = unary(erfPrimitive);

const isNumber = (dtype: DType): boolean => dtype !== "bool";
const integersStay = (x?: AnyTensor): AnyTensor | undefined => (isFloat(x!.dtype) ? undefined : x);

export const floorPrimitive = elementwise({
  name: "floor",
  accepts: isNumber,
  evaluate: Math.floor,
  lower: "Floor",
  simplify: integersStay,
  derivative: zero,
});
/** The largest integer ≤ x */
export const floor = unary(floorPrimitive);

export const ceilPrimitive = elementwise({
  name: "ceil",
  accepts: isNumber,
  evaluate: Math.ceil,
  lower: "Ceil",
  simplify: integersStay,
  derivative: zero,
});
/** The smallest integer ≥ x */
export const ceil = unary(ceilPrimitive);

export const roundPrimitive = elementwise({
  name: "round",
  accepts: isNumber,
  evaluate: (x) => {
    const nearest = Math.round(x);
    return Math.abs(x % 1) === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
  },
  lower: "Round",
  simplify: integersStay,
  derivative: zero,
});
/** The nearest integer; halves go to the even one */
export const round = unary(roundPrimitive);

/** Half of the derivative rule is in the bounds: at them, the derivative passes. */
export const clipPrimitive = elementwise({
  name: "clip",
  accepts: isNumber,
  evaluate: (x, low, high) => Math.min(Math.max(x, low), high),
  lower: (emit, [x, low, high]) => emit.op("Min", [emit.op("Max", [x!, low!]), high!]),
  derivative: ({ inputs: [x, low, high] }, d) => {
    const below = x.less(low);
    const above = x.greater(high);
    const zero = literal(0, x.dtype);
    return [below.logicalOr(above).where(zero, d), below.where(d, zero), above.where(d, zero)];
  },
});
