import type { AnyTensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { describeOperands } from "../primitives/elementwise.ts";
import { isFloat } from "../values/dtype.ts";

/** Refuses what is not a float; the remedy names the cast that serves the operation. */
export const checkFloat = (operation: string, x: AnyTensor, cast: "float32" | "float64" = "float32"): void => {
  if (isFloat(x.dtype)) return;
  throw new TensorError("dtype", `${operation} is not defined for ${x.dtype}.`, {
    operands: describeOperands([x]),
    remedy: `Cast first: x.cast("${cast}").`,
  });
};
