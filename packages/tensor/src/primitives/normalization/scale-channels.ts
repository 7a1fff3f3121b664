import { applyOne, type Primitive } from "../../core/primitive.ts";
import { type AnyTensor, nodeOf } from "../../core/tensor.ts";
import { generate, read } from "../../values/values.ts";
import { full, uniformValue } from "../constant.ts";
import type { ScaleChannelsParams } from "../increasing.ts";
import { alongChannels, channelDot, channelSum, checkChannels, isFlat } from "./channels.ts";

/**
 * factor · x + shift, with a factor and a shift [C] for each channel of x [N, C, …]: one pass over memory, where a product
 * and a sum are two. The runtime has it as the normalization of a network that predicts, and takes it into the
 * convolution before it when all of that is known.
 */
export const scaleChannelsPrimitive: Primitive<ScaleChannelsParams> = {
  name: "scaleChannels",
  infer: ([x, factor, shift]) => {
    checkChannels("scaleChannels", x!, [factor!, shift!]);
    return [{ shape: x!.shape, dtype: x!.dtype }];
  },
  // A factor alone goes through whatever else treats a channel as a whole.
  simplify: ([x, factor, shift]) => {
    checkChannels("scaleChannels", x!, [factor!, shift!]);
    const node = nodeOf(x!);
    const [first, second, third] = node?.inputs ?? [];
    if (uniformValue(shift!) !== 0) return undefined;
    if (node?.primitive.name === "maxUnpool")
      return applyOne(node.primitive, [scaleChannels(first!, factor!), second!], node.params);
    if (node?.primitive.name === "scaleChannels" && uniformValue(third!) === 0)
      return applyOne(scaleChannelsPrimitive, [first!, second!.mul(factor!), shift!], { increasing: false });
    return undefined;
  },
  evaluate: ([x, factor, shift]) => [
    generate(x!.shape, x!.dtype, (at) => read(factor!, [at[1]!]) * read(x!, at) + read(shift!, [at[1]!])),
  ],
  compose: ([x, factor, shift]) =>
    isFlat(x!) ? [x!.mul(alongChannels(factor!, x!.rank)).add(alongChannels(shift!, x!.rank))] : undefined,
  lower: (emit, [x, factor, shift], { outputs: [output] }) => {
    const { dtype, shape } = output!;
    const channels = shape[1]!;
    const all = (value: number) => emit.constant(dtype, [channels], new Array<number>(channels).fill(value));
    return [emit.op("BatchNormalization", [x!, factor!, shift!, all(0), all(1)], { epsilon: { float: 0 } })];
  },
  derivative: ({ inputs: [x, factor], needed }, [d]) => [
    needed[0] ? scaleChannels(d!, factor!) : undefined,
    needed[1] ? channelDot(d!, x!) : undefined,
    needed[2] ? channelSum(d!) : undefined,
  ],
  batch: ([x, factor, shift], [ofX, ofFactor, ofShift], params, size) => {
    const rank = ofX ? x!.rank - 1 : x!.rank;
    if (ofX && !ofFactor && !ofShift) {
      const [, images, ...rest] = x!.shape as [number, number, ...number[]];
      const flat = x!.reshape([size * images, ...rest]);
      return [applyOne(scaleChannelsPrimitive, [flat, factor!, shift!], params).reshape(x!.shape)];
    }
    const each = (v: AnyTensor, batched: boolean) =>
      batched ? v.reshape([size, 1, v.shape[1]!, ...new Array<number>(rank - 2).fill(1)]) : alongChannels(v, rank);
    return [x!.mul(each(factor!, ofFactor!)).add(each(shift!, ofShift!))];
  },
};

/** By numbers that are known to be no less than 0, or that may be anything. */
export const scaleChannels = (
  x: AnyTensor,
  factor: AnyTensor,
  shift: AnyTensor = full(factor.shape, 0, factor.dtype),
  params: ScaleChannelsParams = { increasing: false },
): AnyTensor => applyOne(scaleChannelsPrimitive, [x, factor, shift], params);
