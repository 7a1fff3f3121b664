import { backward } from "../../core/backward.ts";
import { asBatch } from "../../core/batching.ts";
import { applyOne, type Primitive } from "../../core/primitive.ts";
import type { AnyTensor } from "../../core/tensor.ts";
import { stridesOf } from "../../values/shape.ts";
import { generate, read } from "../../values/values.ts";
import { full } from "../constant.ts";
import { zerosOf } from "../convolution/terms.ts";
import { type PoolParams, placesInWindow } from "./params.ts";
import { passToFirst, stagesOf } from "./stages.ts";

/**
 * The derivative of `maxPool`: each element of d, one for each window of x, to the first largest element of its window.
 * A primitive of its own, since sums over it need not be taken at full size.
 */
export const maxUnpoolPrimitive: Primitive<PoolParams> = {
  name: "maxUnpool",
  infer: ([, x]) => [{ shape: x!.shape, dtype: x!.dtype }],
  simplify: ([, x]) => (x!.size === 0 ? full(x!.shape, 0, x!.dtype) : undefined),
  evaluate: ([d, x], params, [output]) => {
    const sums = zerosOf(output!);
    const strides = stridesOf(x!.shape);
    generate(d!.shape, d!.dtype, (at) => {
      const places = placesInWindow(x!.shape, params, at);
      const elements = places.map((place) => read(x!, place));
      const winner = places.at(elements.indexOf(Math.max(...elements)))!;
      sums.data[winner.reduce((offset, k, axis) => offset + k * strides[axis]!, 0)]! += read(d!, at);
      return 0;
    });
    return [sums];
  },
  compose: ([d, x], params) => [unpoolInStages(d!, x!, params)],
  lower: (_, inputs) => inputs,
  derivative: ({ inputs: [d, x], params }, [arriving]) =>
    backward([unpoolInStages(d!, x!, params)], [arriving], [d!], { stop: new Set([d!, x!]) }),
  batch: (inputs, batched, params, size) => {
    const [d, x] = inputs.map((each, i) => asBatch({ tensor: each, batched: batched[i]! }, size)) as [
      AnyTensor,
      AnyTensor,
    ];
    const [ofD, ofX] = [d, x].map((each) => each.reshape([size * each.shape[1]!, ...each.shape.slice(2)]));
    return [applyOne(maxUnpoolPrimitive, [ofD!, ofX!], params).reshape(x.shape)];
  },
};

const unpoolInStages = (d: AnyTensor, x: AnyTensor, params: PoolParams): AnyTensor =>
  stagesOf(x, params).stages.reduceRight((rest, stage) => passToFirst(stage, rest), d);
