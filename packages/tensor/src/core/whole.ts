import { TensorError } from "../errors/error.ts";
import type { DType } from "../values/dtype.ts";

const bounds: Partial<Record<DType, readonly [low: number | bigint, high: number | bigint]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** Whether an element of the dtype can be the number. An integer would change what is none or does not fit without a word. */
export const canHold = (dtype: DType, value: number | bigint | boolean): boolean => {
  const range = bounds[dtype];
  if (!range || typeof value === "boolean") return true;
  return (typeof value === "bigint" || Number.isInteger(value)) && value >= range[0] && value <= range[1];
};

export const checkHold = (dtype: DType, value: number | bigint | boolean, place = ""): void => {
  if (canHold(dtype, value)) return;
  const [low, high] = bounds[dtype]!;
  throw new TensorError("data", `${dtype} holds integers in [${low}, ${high}]: got ${value}${place}.`, {
    remedy: `Round first, or use dtype "float32".`,
  });
};
