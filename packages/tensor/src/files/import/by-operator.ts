import type { AnyTensor } from "../../core/tensor.ts";
import { fused } from "../../primitives/fused.ts";

/**
 * The same as `composed`, by the runtime's own operator where no derivative is asked for. A model that is imported then
 * rounds as the runtime rounds: sums in another order differ in their last bit, and later operators may magnify it.
 */
export const byOperator = (op: string, x: AnyTensor, composed: AnyTensor): AnyTensor =>
  // The kernels are float32 alone.
  x.dtype === "float32" && x.size > 0 ? fused([composed], [x], { op, attributes: {}, slots: [0] })[0]! : composed;
