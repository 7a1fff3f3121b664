import type { Emit } from "../core/emit.ts";
import { applyOne, type Primitive, zero } from "../core/primitive.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { nodeOf } from "../core/tensor.ts";
import { elementType } from "../onnx/encode.ts";
import { type DType, isFloat } from "../values/dtype.ts";
import { broadcastShapes, sameShape } from "../values/shape.ts";
import { literal, uniformValue } from "./constant.ts";
import { asOperand, elementwise } from "./elementwise.ts";

const isNumber = (dtype: DType): boolean => dtype !== "bool";
const isSigned = (dtype: DType): boolean => dtype !== "bool" && dtype !== "uint32";

export type Operand<D extends DType> = Tensor<D> | number | bigint | boolean;

/** A function of two operands, one of which may be a plain number. Its result has their dtype, unless it says another. */
export const binary =
  <R extends DType = never>(primitive: Primitive<null>) =>
  <D extends DType>(x: Operand<D>, y: Operand<D>): Tensor<[R] extends [never] ? D : R> => {
    const dtype = ((x as Tensor<D>).dtype ?? (y as Tensor<D>).dtype ?? "float32") as DType;
    return applyOne(primitive, [asOperand(x, dtype), asOperand(y, dtype)], null) as never;
  };

export const unary =
  (primitive: Primitive<null>) =>
  <D extends DType>(x: Tensor<D>): Tensor<D> =>
    applyOne(primitive, [x], null) as Tensor<D>;

/** `x` where combining it with `neutral` changes nothing, not even the shape. */
const unchanged = (x: AnyTensor, other: AnyTensor, neutral: number): AnyTensor | undefined =>
  uniformValue(other) === neutral &&
  sameShape(broadcastShapes(x.shape, other.shape) ?? [-1], x.shape) &&
  x.dtype === other.dtype
    ? x
    : undefined;

const operandOf = (name: string, x: AnyTensor): AnyTensor | undefined => {
  const node = nodeOf(x);
  return node?.primitive.name === name ? node.inputs[0] : undefined;
};

/** x + (−y) is x − y */
const difference = (x: AnyTensor, y: AnyTensor): AnyTensor | undefined => {
  const negated = operandOf("neg", y);
  return negated && applyOne(subPrimitive, [x, negated], null);
};

export const addPrimitive = elementwise({
  name: "add",
  accepts: isNumber,
  evaluate: (x, y) => x + y,
  lower: "Add",
  simplify: (x, y) => unchanged(x!, y!, 0) ?? unchanged(y!, x!, 0) ?? difference(x!, y!) ?? difference(y!, x!),
  derivative: (_, d) => [d, d],
});
/** x + y */
export const add = binary(addPrimitive);

export const subPrimitive = elementwise({
  name: "sub",
  accepts: isNumber,
  evaluate: (x, y) => x - y,
  lower: "Sub",
  simplify: (x, y) => {
    const negated = operandOf("neg", y!);
    return unchanged(x!, y!, 0) ?? (negated && x!.add(negated));
  },
  derivative: (_, d) => [d, d.neg()],
});
/** x − y */
export const sub = binary(subPrimitive);

export const mulPrimitive = elementwise({
  name: "mul",
  accepts: isNumber,
  evaluate: (x, y) => x * y,
  evaluateWhole: Math.imul,
  lower: "Mul",
  simplify: (x, y) => unchanged(x!, y!, 1) ?? unchanged(y!, x!, 1),
  derivative: ({ inputs: [x, y], needed }, d) => {
    // A square: one product with the cotangent, which may be much larger than x in a batch of them.
    if (x === y) return [d.mul(x.mul(2)), undefined];
    return [needed[0] ? d.mul(y) : undefined, needed[1] ? d.mul(x) : undefined];
  },
});
/** x · y, element by element */
export const mul = binary(mulPrimitive);

export const divPrimitive = elementwise({
  name: "div",
  accepts: isFloat,
  evaluate: (x, y) => x / y,
  lower: "Div",
  simplify: (x, y) => unchanged(x!, y!, 1),
  derivative: ({ inputs: [, y], output, needed }, d) => {
    const dx = d.div(y);
    return [dx, needed[1] ? dx.mul(output).neg() : undefined];
  },
});
/** x / y; integers are divided with `floorDiv` */
export const div = binary(divPrimitive);

export const negPrimitive = elementwise({
  name: "neg",
  accepts: isSigned,
  evaluate: (x) => -x,
  lower: "Neg",
  simplify: (x) => operandOf("neg", x!),
  derivative: (_, d) => [d.neg()],
});
/** −x */
export const neg = unary(negPrimitive);

export const absPrimitive = elementwise({
  name: "abs",
  accepts: isSigned,
  evaluate: Math.abs,
  lower: "Abs",
  derivative: ({ inputs: [x] }, d) => [d.mul(x.sign())],
});
/** |x|; the slope at 0 is 0 */
export const abs = unary(absPrimitive);

export const signPrimitive = elementwise({
  name: "sign",
  accepts: isSigned,
  evaluate: Math.sign,
  lower: "Sign",
  derivative: zero,
});
/** −1, 0 or 1 */
export const sign = unary(signPrimitive);

/**
 * d/dx x^y = y x^(y−1), d/dy x^y = x^y ln x. At x = 0 the second is 0, as its limit for y > 0, and 0^0 is flat in x;
 * what would be infinite there is replaced before it is computed, so that second derivatives stay finite too.
 */
export const powPrimitive = elementwise({
  name: "pow",
  accepts: isSigned,
  // As C and NumPy have it: 1 to whatever power is 1, and so is −1 to an infinite one.
  evaluate: (x, y) => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y),
  evaluateWhole: (x, y) => (y > 0 ? bySquares(x, y, Math.imul) : x ** y),
  lower: "Pow",
  simplify: (x, y) => simplerPower(x!, uniformValue(y!), y!),
  derivative: ({ inputs: [x, y], output, needed }, d) => {
    const less = y.sub(1);
    const power = () =>
      uniformValue(y) === undefined ? x.equal(0).logicalAnd(y.equal(0)).where(literal(0, y.dtype), less) : less;
    const log = () => x.equal(0).where(literal(1, x.dtype), x).log();
    return [needed[0] ? d.mul(y.mul(x.pow(power()))) : undefined, needed[1] ? d.mul(output).mul(log()) : undefined];
  },
});
/** By squares: the runtime's Pow computes with float64, and stops at the largest integer. */
const bySquares = <T>(x: T, exponent: number, times: (a: T, b: T) => T): T => {
  const half = exponent > 1 ? bySquares(times(x, x), Math.floor(exponent / 2), times) : undefined;
  if (exponent % 2 === 0) return half!;
  return half === undefined ? x : times(half, x);
};

/** x to the power y; whole numbers to a power that is no number in the code are exact up to 2⁵³ */
export const pow = binary(powPrimitive);

const simplerPower = (x: AnyTensor, exponent: number | undefined, y: AnyTensor): AnyTensor | undefined => {
  if (exponent === undefined || x.dtype !== y.dtype || !sameShape(broadcastShapes(x.shape, y.shape) ?? [-1], x.shape))
    return undefined;
  if (exponent === 0) return literal(1, x.dtype).broadcastTo(x.shape);
  if (exponent === 1) return x;
  if (exponent === 2) return x.mul(x);
  if (!isFloat(x.dtype)) return exponent > 0 ? bySquares(x, exponent, mul) : undefined;
  if (exponent === 0.5) return x.sqrt();
  return exponent === -1 ? x.reciprocal() : undefined;
};

/** The remainder with the sign of the divisor, as NumPy's. */
const floorMod = (x: number, y: number): number => {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
};

/**
 * Dividing an integer by 0 gives 0, as in NumPy; the runtime stops there, and at −2³¹ / −1 the processor ends the whole
 * process. So both divisors go around the operator: `divisor` has 1 in their place, and `factor` gives them back (1
 * elsewhere), since x / 1 · 0 = 0 and x / 1 · −1 = −x.
 */
const safeDivisor = (emit: Emit, name: string, dtype: DType, y: AnyTensor) => {
  const known = uniformValue(y);
  if (known !== undefined && known !== 0 && known !== -1) return { divisor: name, factor: undefined };
  const one = emit.scalar(dtype, 1);
  if (dtype === "uint32") return { divisor: emit.op("Max", [name, one]), factor: emit.op("Min", [name, one]) };
  const is = (value: number) => emit.op("Equal", [name, emit.scalar(dtype, value)]);
  const odd = emit.op("Or", [is(0), is(-1)]);
  return { divisor: emit.op("Where", [odd, one, name]), factor: emit.op("Where", [odd, name, one]) };
};

export const modPrimitive = elementwise({
  name: "mod",
  accepts: isNumber,
  evaluate: floorMod,
  lower: (emit, [x, y], dtype, operands) => {
    if (!isFloat(dtype)) return emit.op("Mod", [x!, safeDivisor(emit, y!, dtype, operands[1]!).divisor]);
    const rest = emit.op("Mod", [x!, y!], { fmod: 1 });
    const wrongSign = emit.op("Less", [
      emit.op("Mul", [emit.op("Sign", [rest]), emit.op("Sign", [y!])]),
      emit.scalar(dtype, 0),
    ]);
    return emit.op("Where", [wrongSign, emit.op("Add", [rest, y!]), rest]);
  },
  derivative: ({ inputs: [x, y] }, d) => [d, d.mul(x.div(y).floor()).neg()],
});
/** The remainder of x / y, with the sign of y; of integers by 0 it is 0 */
export const mod = binary(modPrimitive);

export const floorDivPrimitive = elementwise({
  name: "floorDiv",
  accepts: isNumber,
  evaluate: (x, y) => Math.floor(x / y),
  lower: (emit, [x, y], dtype, operands) => {
    if (isFloat(dtype)) return emit.op("Floor", [emit.op("Div", [x!, y!])]);
    const { divisor, factor } = safeDivisor(emit, y!, dtype, operands[1]!);
    const truncated = emit.op("Div", [x!, divisor]);
    const quotient = factor ? emit.op("Mul", [truncated, factor]) : truncated;
    if (dtype === "uint32") return quotient;
    // Integer Div truncates: one less where a remainder is left and the signs differ.
    const rest = emit.op("Sub", [x!, emit.op("Mul", [quotient, y!])]);
    const below = emit.op("Less", [
      emit.op("Mul", [emit.op("Sign", [rest]), emit.op("Sign", [y!])]),
      emit.scalar(dtype, 0),
    ]);
    return emit.op("Sub", [quotient, emit.op("Cast", [below], { to: elementType(dtype) })]);
  },
  derivative: zero,
});
/** ⌊x / y⌋; of integers by 0 it is 0 */
export const floorDiv = binary(floorDivPrimitive);

export const maximumPrimitive = elementwise({
  name: "maximum",
  accepts: isNumber,
  evaluate: Math.max,
  lower: "Max",
  derivative: ({ inputs: [x, y], needed }, d) => [
    needed[0] ? d.mul(winner(x, y)) : undefined,
    needed[1] ? d.mul(winner(y, x)) : undefined,
  ],
});
/** The larger of x and y; a tie gives half of the derivative to each */
export const maximum = binary(maximumPrimitive);

export const minimumPrimitive = elementwise({
  name: "minimum",
  accepts: isNumber,
  evaluate: Math.min,
  lower: "Min",
  derivative: ({ inputs: [x, y], needed }, d) => [
    needed[0] ? d.mul(winner(y, x)) : undefined,
    needed[1] ? d.mul(winner(x, y)) : undefined,
  ],
});
/** The smaller of x and y; a tie gives half of the derivative to each */
export const minimum = binary(minimumPrimitive);

/** 1 where x > y, ½ where they tie, else 0. */
const winner = (x: AnyTensor, y: AnyTensor): AnyTensor =>
  x.greater(y).cast(x.dtype).add(x.equal(y).cast(x.dtype).mul(0.5));
