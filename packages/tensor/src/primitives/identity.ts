import { applyOne, type Primitive, type PrimitiveName, zero } from "../core/primitive.ts";

const passing = (name: PrimitiveName, derivative: Primitive<null>["derivative"]): Primitive<null> => {
  const primitive: Primitive<null> = {
    name,
    infer: ([x]) => [{ shape: x!.shape, dtype: x!.dtype }],
    evaluate: ([x]) => [x!],
    compose: ([x]) => [x!],
    lower: (_, [x]) => [x!],
    derivative,
    batch: ([x]) => [applyOne(primitive, [x!], null)],
  };
  return primitive;
};

/** The value itself, as something of its own to differentiate by. */
export const identityPrimitive = passing("identity", (_, [d]) => [d]);

/** The value, as a constant to every derivative. */
export const stopGradientPrimitive = passing("stopGradient", zero);
