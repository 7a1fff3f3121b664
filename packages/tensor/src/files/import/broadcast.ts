import type { AnyTensor } from "../../core/tensor.ts";
import { range, sameShape } from "../../values/shape.ts";
import type { Call } from "./call.ts";

/**
 * The two operands of an operator that stretches them. Before opset 7 only the second was, where an attribute said so,
 * and it could lie along axes in the middle of the first.
 */
export const operandsOf = (call: Call): [AnyTensor, AnyTensor] => {
  const [x, y] = [call.input(0), call.input(1)];
  if (call.opset >= 7) return [x, y];
  const axis = call.integer("axis", x.rank - y.rank);
  if (call.flag("broadcast", false)) return [x, y.reshape([...y.shape, ...ones(x.rank - axis - y.rank)])];
  if (sameShape(x.shape, y.shape)) return [x, y];
  throw call.refuse("its operands have two shapes, and operators of its opset stretch one where told to alone");
};

const ones = (count: number): number[] => range(Math.max(0, count)).map(() => 1);

/** A number for each channel, as it lies beside x [N, C, …]. */
export const acrossChannels = (each: AnyTensor, x: AnyTensor): AnyTensor => each.reshape([-1, ...ones(x.rank - 2)]);
