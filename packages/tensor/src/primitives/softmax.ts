import type { Emit } from "../core/emit.ts";
import { applyOne, type Primitive, type PrimitiveName } from "../core/primitive.ts";
import type { AnyTensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { isFloat } from "../values/dtype.ts";
import { range } from "../values/shape.ts";
import { generate, read, type Values } from "../values/values.ts";
import { describeOperands } from "./elementwise.ts";

export interface AxisParams {
  readonly axis: number;
}

/**
 * The runtime has both as one operator, the largest score subtracted before the exponential, so they are primitives:
 * one node forward, and a derivative in terms of the result.
 */
const overAxis = (
  name: PrimitiveName,
  op: string,
  evaluate: (x: number, largest: number, total: number) => number,
  derivative: (y: AnyTensor, axis: number, d: AnyTensor) => AnyTensor,
): Primitive<AxisParams> => {
  const primitive: Primitive<AxisParams> = {
    name,
    infer: ([x]) => {
      if (isFloat(x!.dtype)) return [{ shape: x!.shape, dtype: x!.dtype }];
      throw new TensorError("dtype", `${name} is not defined for ${x!.dtype}.`, {
        operands: describeOperands([x!]),
        remedy: `Cast first: x.cast("float32").`,
      });
    },
    evaluate: ([x], { axis }) => [
      generate(x!.shape, x!.dtype, (at) => {
        const line = lineOf(x!, at, axis);
        const largest = Math.max(...line);
        return evaluate(
          read(x!, at),
          largest,
          line.reduce((sum, each) => sum + Math.exp(each - largest), 0),
        );
      }),
    ],
    lower: (emit, [x], { inputs, params: { axis } }) => {
      const y = emit.op(op, [x!], { axis });
      return [inputs[0]!.dtype === "float64" ? emit.op("Add", [y, zeroUnlessLost(emit, x!, axis)]) : y];
    },
    derivative: ({ outputs: [y], params: { axis } }, [d]) => [derivative(y!, axis, d!)],
    batch: ([x], _, { axis }) => [applyOne(primitive, [x!], { axis: axis + 1 })],
  };
  return primitive;
};

/** The float64 kernel of LogSoftmax makes numbers of a line with NaN or ∞ in it. Here each such line is NaN, others 0. */
const zeroUnlessLost = (emit: Emit, x: string, axis: number): string =>
  emit.op("ReduceSum", [emit.op("Mul", [emit.op("Relu", [x]), emit.scalar("float64", 0)]), emit.ints([axis])]);

const lineOf = (x: Values, at: readonly number[], axis: number): number[] =>
  range(x.shape[axis]!).map((i) =>
    read(
      x,
      at.map((k, other) => (other === axis ? i : k)),
    ),
  );

/** d/dx softmax: y (d − Σ d y) */
export const softmaxPrimitive = overAxis(
  "softmax",
  "Softmax",
  (x, largest, total) => Math.exp(x - largest) / total,
  (y, axis, d) => {
    const weighted = d.mul(y);
    return weighted.sub(y.mul(weighted.sum(axis, { keepDims: true })));
  },
);

/** d/dx log softmax: d − softmax(x) Σ d */
export const logSoftmaxPrimitive = overAxis(
  "logSoftmax",
  "LogSoftmax",
  (x, largest, total) => x - largest - Math.log(total),
  (y, axis, d) => d.sub(y.exp().mul(d.sum(axis, { keepDims: true }))),
);
