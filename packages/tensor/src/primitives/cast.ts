import { applyOne, type Primitive } from "../core/primitive.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { elementType } from "../onnx/encode.ts";
import { type DType, isFloat } from "../values/dtype.ts";
import { values } from "../values/values.ts";
import { literal, uniformValue } from "./constant.ts";

export const castPrimitive: Primitive<{ readonly dtype: DType }> = {
  name: "cast",
  infer: ([x], { dtype }) => [{ shape: x!.shape, dtype }],
  simplify: ([x], { dtype }) => {
    if (x!.dtype === dtype) return x;
    const known = isFloat(x!.dtype) && isFloat(dtype) ? uniformValue(x!) : undefined;
    return known === undefined ? undefined : literal(known, dtype).broadcastTo(x!.shape);
  },
  evaluate: ([x], { dtype }) => [values(x!.shape, dtype, x!.data)],
  lower: (emit, [x], { params: { dtype } }) => [emit.op("Cast", [x!], { to: elementType(dtype) })],
  derivative: ({ inputs: [x] }, [d]) => [isFloat(x!.dtype) ? d!.cast(x!.dtype) : undefined],
  batch: ([x], _, params) => [applyOne(castPrimitive, [x!], params)],
};

/** The same values as another dtype: floats are cut off towards zero, "not zero" is true */
export const cast = <D extends DType>(x: AnyTensor, dtype: D): Tensor<D> =>
  applyOne(castPrimitive, [x], { dtype }) as Tensor<D>;
