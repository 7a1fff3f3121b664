import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { asTensor } from "./constants.ts";

/** Row numbers that a translation has worked out, as a tensor to gather by. */
export const numbers = (list: readonly number[]): Tensor<"int32"> =>
  asTensor({ name: "", dtype: "int32", shape: [list.length], elements: Int32Array.from(list) }) as Tensor<"int32">;

/** Numbers that count from the end where they are negative, as ones that count from the start. */
export const fromStart = (indices: AnyTensor, length: number): Tensor<"int32"> => {
  const whole = indices.cast("int32");
  return whole.less(0).where(whole.add(length), whole);
};
