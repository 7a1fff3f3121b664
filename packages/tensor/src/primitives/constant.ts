import { applyOne, type Primitive, zero } from "../core/primitive.ts";
import { type AnyTensor, nodeOf, type Tensor } from "../core/tensor.ts";
import { type DType, type Elements, elementsFrom } from "../values/dtype.ts";
import { type Shape, sizeOf } from "../values/shape.ts";
import { values } from "../values/values.ts";

export interface ConstantParams {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly elements: Elements[DType];
}

/** A value known while tracing: a number in the user's code, an axis table. It is part of the graph, not an input. */
export const constantPrimitive: Primitive<ConstantParams> = {
  name: "constant",
  infer: (_, { shape, dtype }) => [{ shape, dtype }],
  evaluate: (_, { shape, dtype, elements }) => [values(shape, dtype, Float64Array.from(elements as never, Number))],
  lower: (emit, _, { params: { dtype, shape, elements } }) => [emit.constant(dtype, shape, elements)],
  derivative: zero,
  batch: (_, __, params, size) => [applyOne(constantPrimitive, [], params).broadcastTo([size, ...params.shape])],
};

export const constant = <D extends DType>(
  values: ArrayLike<number | bigint | boolean>,
  shape: Shape,
  dtype: D,
): Tensor<D> => {
  if (values.length !== sizeOf(shape))
    throw new RangeError(`a constant of shape ${shape} has not ${values.length} elements`);
  return applyOne(constantPrimitive, [], { shape, dtype, elements: elementsFrom(dtype, values) }) as Tensor<D>;
};

export const literal = <D extends DType>(value: number | bigint | boolean, dtype: D): Tensor<D> =>
  constant([value], [], dtype);

/** One number everywhere. */
export const full = <D extends DType>(shape: Shape, value: number | bigint | boolean, dtype: D): Tensor<D> =>
  literal(value, dtype).broadcastTo(shape);

/** The one number that every element is, where that is known while tracing. */
export const uniformValue = (tensor: AnyTensor): number | undefined => {
  let node = nodeOf(tensor);
  while (node && (node.primitive.name === "broadcastTo" || node.primitive.name === "reshape"))
    node = nodeOf(node.inputs[0]!);
  if (node?.primitive.name !== "constant") return undefined;
  const { elements } = node.params as ConstantParams;
  return elements.length === 1 ? Number(elements[0]) : undefined;
};
