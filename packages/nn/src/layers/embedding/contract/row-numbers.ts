import type { Tensor } from "@kaviar/tensor";

/**
 * Numbers to gather rows by. A negative one would count from the end in silence: it is moved to where there is no row, so
 * that the runtime stops as it does beyond the last one. So is what is no whole number.
 */
export const rowNumbers = (x: Tensor | Tensor<"int32">, rows: number): Tensor<"int32"> => {
  const numbers = (x as Tensor).cast("int32");
  const inside = numbers.greaterEqual(0);
  const whole = x.dtype === "int32" ? inside : inside.logicalAnd(numbers.cast("float32").equal(x as Tensor));
  return whole.where(numbers, rows);
};
