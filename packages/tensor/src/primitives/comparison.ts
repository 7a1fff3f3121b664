import { applyOne, zero } from "../core/primitive.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { type DType, isFloat } from "../values/dtype.ts";
import { binary, type Operand } from "./arithmetic.ts";
import { full } from "./constant.ts";
import { asOperand, elementwise } from "./elementwise.ts";

const anything = () => true;
const toBool = (): DType => "bool";

export const equalPrimitive = elementwise({
  name: "equal",
  accepts: anything,
  result: toBool,
  evaluate: (x, y) => Number(x === y),
  lower: "Equal",
  derivative: zero,
});
/** x = y; NaN equals nothing */
export const equal = binary<"bool">(equalPrimitive);
/** x ≠ y */
export const notEqual = <D extends DType>(x: Operand<D>, y: Operand<D>): Tensor<"bool"> => logicalNot(equal(x, y));

export const lessPrimitive = elementwise({
  name: "less",
  accepts: (dtype) => dtype !== "bool",
  result: toBool,
  evaluate: (x, y) => Number(x < y),
  lower: "Less",
  derivative: zero,
});
/** x < y */
export const less = binary<"bool">(lessPrimitive);
/** x > y */
export const greater = <D extends DType>(x: Operand<D>, y: Operand<D>): Tensor<"bool"> => less(y, x);

export const lessEqualPrimitive = elementwise({
  name: "lessEqual",
  accepts: (dtype) => dtype !== "bool",
  result: toBool,
  evaluate: (x, y) => Number(x <= y),
  lower: "LessOrEqual",
  derivative: zero,
});
/** x ≤ y */
export const lessEqual = binary<"bool">(lessEqualPrimitive);
/** x ≥ y */
export const greaterEqual = <D extends DType>(x: Operand<D>, y: Operand<D>): Tensor<"bool"> => lessEqual(y, x);

const isBool = (dtype: DType): boolean => dtype === "bool";

export const logicalAndPrimitive = elementwise({
  name: "logicalAnd",
  accepts: isBool,
  evaluate: (x, y) => x & y,
  lower: "And",
  derivative: zero,
});
/** x and y, both boolean */
export const logicalAnd = binary<"bool">(logicalAndPrimitive);

export const logicalOrPrimitive = elementwise({
  name: "logicalOr",
  accepts: isBool,
  evaluate: (x, y) => x | y,
  lower: "Or",
  derivative: zero,
});
/** x or y, both boolean */
export const logicalOr = binary<"bool">(logicalOrPrimitive);

export const logicalXorPrimitive = elementwise({
  name: "logicalXor",
  accepts: isBool,
  evaluate: (x, y) => x ^ y,
  lower: "Xor",
  derivative: zero,
});
/** exactly one of x and y, both boolean */
export const logicalXor = binary<"bool">(logicalXorPrimitive);

export const logicalNotPrimitive = elementwise({
  name: "logicalNot",
  accepts: isBool,
  evaluate: (x) => 1 - x,
  lower: "Not",
  derivative: zero,
});
/** not x */
export const logicalNot = (x: Tensor<"bool">): Tensor<"bool"> =>
  applyOne(logicalNotPrimitive, [x], null) as Tensor<"bool">;

export const isNaNPrimitive = elementwise({
  name: "isNaN",
  accepts: (dtype) => dtype !== "bool",
  result: toBool,
  evaluate: (x) => Number(Number.isNaN(x)),
  lower: "IsNaN",
  simplify: (x) => (isFloat(x!.dtype) ? undefined : full(x!.shape, false, "bool")),
  derivative: zero,
});
/** Where x is not a number */
// biome-ignore lint/suspicious/noShadowRestrictedNames: NumPy's name
export const isNaN = <D extends DType>(x: Tensor<D>): Tensor<"bool"> =>
  applyOne(isNaNPrimitive, [x], null) as Tensor<"bool">;

/** Neither infinite nor NaN */
// biome-ignore lint/suspicious/noShadowRestrictedNames: NumPy's name
export const isFinite = <D extends DType>(x: Tensor<D>): Tensor<"bool"> =>
  isFloat(x.dtype) ? less(x.abs(), Infinity) : logicalNot(isNaN(x));

export const wherePrimitive = elementwise({
  name: "where",
  accepts: anything,
  condition: 0,
  evaluate: (condition, x, y) => (condition ? x : y),
  lower: "Where",
  compose: (condition, x, y) => chosenWithoutKernel(condition!, x!, y!),
  derivative: ({ inputs: [condition, x] }, d) => {
    const zero = asOperand(0, x.dtype);
    return [undefined, condition.where(d, zero), condition.where(zero, d)];
  },
});

const chosenWithoutKernel = (condition: AnyTensor, x: AnyTensor, y: AnyTensor): AnyTensor | undefined => {
  if (x.dtype === "bool")
    return logicalOr(logicalAnd(condition, x), logicalAnd(logicalNot(condition as Tensor<"bool">), y));
  if (x.dtype === "uint32") return condition.where(x.cast("int64"), y.cast("int64")).cast("uint32");
  return undefined;
};

/** x where the condition holds, else y */
export const where = <D extends DType>(condition: Tensor<"bool">, x: Operand<D>, y: Operand<D>): Tensor<D> => {
  const dtype = ((x as Tensor<D>).dtype ?? (y as Tensor<D>).dtype ?? "float32") as DType;
  return applyOne(wherePrimitive, [condition, asOperand(x, dtype), asOperand(y, dtype)], null) as Tensor<D>;
};
