import { data, type Tensor, tensor } from "@kaviar/tensor";
import { expect } from "vitest";

/** A float64 tensor: most facts here are checked to nearly its precision. */
export const exact = (numbers: Parameters<typeof tensor>[0]): Tensor<"float64"> =>
  tensor(numbers, { dtype: "float64" });

/** Every number equal within `tolerance` of the largest expected one (at least 1). */
export const expectClose = (actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-12): void => {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  const errors = Array.from(actual, (value, i) => Math.abs(value - expected[i]!) / scale);
  const worst = errors.findIndex((error) => !(error <= tolerance));
  if (worst >= 0)
    expect.fail(
      `element ${worst}: got ${actual[worst]}, expected ${expected[worst]} (of ${Array.from(expected).slice(0, 8)}), ${errors[worst]} > ${tolerance} apart`,
    );
};

type Float = Tensor<"float32"> | Tensor<"float64">;

/** Two computations give the same numbers, to rounding. */
export const expectSame = async (actual: Float, expected: Float, tolerance?: number): Promise<void> => {
  expect(actual.shape).toEqual(expected.shape);
  const [a, b] = await data([actual, expected]);
  expectClose(a, b, tolerance);
};
