import type { Primitive } from "../../core/primitive.ts";
import type { AnyTensor } from "../../core/tensor.ts";
import { range, type Shape, sizeOf } from "../../values/shape.ts";
import { constant } from "../constant.ts";
import { addToWindows, elementsOfWindows, type Windows } from "../windows.ts";
import {
  emptyPool,
  evaluatePool,
  inferPool,
  type PoolParams,
  poolAttributes,
  poolExamples,
  windowsOf,
} from "./params.ts";

export interface AveragePoolParams extends PoolParams {
  /** Divides by the size of a window also where part of it is padding, instead of by the elements it has. */
  readonly countPadding: boolean;
}

/** The mean of each window. */
export const averagePoolPrimitive: Primitive<AveragePoolParams> = {
  name: "averagePool",
  infer: ([x], params) => inferPool(`averagePool${x!.rank - 2}d`, x!, params),
  simplify: ([x], params) => (x!.size === 0 ? emptyPool(averagePoolPrimitive, x!, params) : undefined),
  evaluate: ([x], params, [y]) => [
    evaluatePool(x!, params, y!, (elements) => {
      const count = params.countPadding ? sizeOf(params.kernel) : elements.length;
      return elements.reduce((sum, element) => sum + element, 0) / count;
    }),
  ],
  compose: ([x], params) => (x!.dtype === "float64" ? [averageInStages(x!, params)] : undefined),
  lower: (emit, inputs, { params }) => [
    emit.op("AveragePool", inputs, { ...poolAttributes(params), count_include_pad: Number(params.countPadding) }),
  ],
  derivative: ({ inputs: [x], params }, [d]) => {
    const share = d!.mul(shares(x!, params));
    const spread = (part: AnyTensor, windows: Windows) =>
      addToWindows(
        range(windows.size).map(() => part),
        windows,
        x!.shape[windows.axis]!,
      );
    return [windowsOf(x!, params).reduce(spread, share)];
  },
  batch: ([x], _, params) => [poolExamples(averagePoolPrimitive, x!, params)],
};

const averageInStages = (x: AnyTensor, params: AveragePoolParams): AnyTensor => {
  const addUp = (part: AnyTensor, windows: Windows) => elementsOfWindows(part, windows, 0).reduce((a, b) => a.add(b));
  return windowsOf(x, params).reverse().reduce(addUp, x).mul(shares(x, params));
};

/** What each element of a window counts for: one number, or one for each window where they differ. */
const shares = (x: AnyTensor, params: AveragePoolParams): AnyTensor => {
  const counts = windowsOf(x, params).map((windows) =>
    elementCounts(windows, x.shape[windows.axis]!, params.countPadding),
  );
  const products = counts.reduce<number[]>((before, axis) => before.flatMap((a) => axis.map((b) => a * b)), [1]);
  const same = products.every((count) => count === products[0]);
  const shape: Shape = same ? [] : counts.map(({ length }) => length);
  return constant(
    (same ? products.slice(0, 1) : products).map((count) => 1 / count),
    shape,
    x.dtype,
  );
};

const elementCounts = ({ size, stride, low, count }: Windows, length: number, countPadding: boolean): number[] =>
  range(count).map((i) => {
    const start = i * stride - low;
    return countPadding ? size : Math.min(length, start + size) - Math.max(0, start);
  });
