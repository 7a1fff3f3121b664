import { type Emit, writeOutputs } from "../../core/emit.ts";
import { applyOne, type Primitive } from "../../core/primitive.ts";
import { type Abstract, type AnyTensor, nodeOf } from "../../core/tensor.ts";
import { elementType } from "../../onnx/encode.ts";
import { isIncreasing } from "../increasing.ts";
import { maxUnpoolPrimitive } from "./max-unpool.ts";
import { emptyPool, evaluatePool, inferPool, type PoolParams, poolAttributes, poolExamples } from "./params.ts";
import { stagesOf } from "./stages.ts";

export interface MaxPoolParams extends PoolParams {
  /** Lets NaN win; otherwise what comes of it, and of a window of −∞, is not said. */
  readonly keepNaN: boolean;
}

/** The largest element of each window; padding never wins. */
export const maxPoolPrimitive: Primitive<MaxPoolParams> = {
  name: "maxPool",
  infer: ([x], params) => inferPool(`maxPool${x!.rank - 2}d`, x!, params),
  simplify: ([x], params) => {
    if (x!.size === 0) return emptyPool(maxPoolPrimitive, x!, params);
    // What keeps the order is cheaper afterwards, and so is its derivative.
    const node = nodeOf(x!);
    if (!isIncreasing(node)) return undefined;
    const [inner, ...rest] = node.inputs as [AnyTensor, ...AnyTensor[]];
    return applyOne(node.primitive, [applyOne(maxPoolPrimitive, [inner], params), ...rest], node.params);
  },
  evaluate: ([x], params, [y]) => [evaluatePool(x!, params, y!, (elements) => Math.max(...elements))],
  compose: ([x], params) =>
    x!.dtype === "float64" || (params.keepNaN && sideBySide(params)) ? [stagesOf(x!, params).largest] : undefined,
  lower: (emit, [x], { params, outputs: [y] }) => [
    params.keepNaN ? lowerExactly(emit, x!, params, y!) : emit.op("MaxPool", [x!], poolAttributes(params)),
  ],
  derivative: ({ inputs: [x], params }, [d]) => [applyOne(maxUnpoolPrimitive, [d!, x!], params)],
  batch: ([x], _, params) => [poolExamples(maxPoolPrimitive, x!, params)],
};

/**
 * Small windows side by side: maxima of slices take no longer than the operator with its check for NaN, and the
 * derivative has use for them. Where windows overlap the operator takes a third of the time.
 */
const sideBySide = ({ kernel, strides, low, high }: PoolParams): boolean =>
  kernel.every((size, i) => size <= 4 && strides[i]! >= size && low[i] === 0 && high[i] === 0);

/**
 * MaxPool passes over NaN, and of a window of nothing else, or of −∞, it makes −3.4e38. So it is asked alone only when all
 * is finite, as the sum tells (should that overflow, the exact branch is taken for nothing).
 */
const lowerExactly = (emit: Emit, x: string, params: PoolParams, y: Abstract): string => {
  const attributes = poolAttributes(params);
  const sum = emit.op("ReduceSum", [x], { keepdims: 0 });
  const suspicious = emit.op("IsNaN", [emit.op("Sub", [sum, sum])]);
  const plain = emit.subgraph((inner, graph) => {
    writeOutputs(inner, graph, [inner.op("MaxPool", [x], attributes)], [y]);
  });
  const exact = emit.subgraph((inner, graph) => {
    const anyIn = (flags: string) => {
      const numbers = inner.op("Cast", [flags], { to: elementType("float32") });
      return inner.op("Cast", [inner.op("MaxPool", [numbers], attributes)], { to: elementType("bool") });
    };
    const least = inner.scalar("float32", Number.NEGATIVE_INFINITY);
    const more = anyIn(inner.op("Greater", [x, least]));
    const largest = inner.op("Where", [more, inner.op("MaxPool", [x], attributes), least]);
    const anyNaN = anyIn(inner.op("IsNaN", [x]));
    writeOutputs(inner, graph, [inner.op("Where", [anyNaN, inner.scalar("float32", Number.NaN), largest])], [y]);
  });
  return emit.op("If", [suspicious], { then_branch: { graph: exact }, else_branch: { graph: plain } });
};
