import { asBatch } from "../../core/batching.ts";
import { apply, type Primitive } from "../../core/primitive.ts";
import type { AnyTensor } from "../../core/tensor.ts";
import { sizeOf } from "../../values/shape.ts";
import { generate, read, values } from "../../values/values.ts";
import { full, literal } from "../constant.ts";
import { alongChannels, channelDot, channelSum, checkChannels, elementsPerChannel, isFlat } from "./channels.ts";
import { scaleChannels } from "./scale-channels.ts";

export interface StandardizeParams {
  /** Added to the variance, inside the root. */
  readonly epsilon: number;
}

/**
 * Each channel of x [N, C, …] less its mean, over its standard deviation; the mean; and the variance, the mean of the
 * squares. A channel that is flipped is negated as well: negative factors behind it then need not be, and what keeps the
 * order may change places with maxima. The runtime has it as the normalization of a network that trains.
 */
export const standardizePrimitive: Primitive<StandardizeParams> = {
  name: "standardize",
  infer: ([x, flipped]) => {
    checkChannels("standardize", x!, [flipped!]);
    const channels = { shape: [x!.shape[1]!], dtype: x!.dtype };
    return [{ shape: x!.shape, dtype: x!.dtype }, channels, channels];
  },
  evaluate: ([x, flipped], { epsilon }) => {
    const { shape, dtype } = x!;
    const [images, channels, ...spatial] = shape as [number, number, ...number[]];
    const [places, count] = [[images, ...spatial], images * sizeOf(spatial)];
    const average = (element: (value: number, channel: number) => number) =>
      Float64Array.from({ length: channels }, (_, channel) => {
        const all = generate(places, dtype, ([n, ...at]) => element(read(x!, [n!, channel, ...at]), channel));
        return all.data.reduce((sum, each) => sum + each, 0) / count;
      });
    const mean = average((value) => value);
    const variance = average((value, channel) => (value - mean[channel]!) ** 2);
    const y = generate(shape, dtype, (at) => {
      const standard = (read(x!, at) - mean[at[1]!]!) / Math.sqrt(variance[at[1]!]! + epsilon);
      return read(flipped!, [at[1]!]) ? -standard : standard;
    });
    return [y, values([channels], dtype, mean), values([channels], dtype, variance)];
  },
  compose: ([x, flipped], params) => {
    // The operator takes epsilon as float32, and each element of a row for an image of its own.
    if (x!.dtype === "float32" && !isFlat(x!)) return undefined;
    const rows = isFlat(x!) ? x!.reshape([x!.shape[0]!, x!.shape[1]!]) : x!;
    const average = (each: AnyTensor) => channelSum(each).div(elementsPerChannel(rows));
    const mean = average(rows);
    const centred = rows.sub(alongChannels(mean, rows.rank));
    const variance = average(centred.square());
    const y = centred.mul(alongChannels(rateOf(flipped!, variance, params), rows.rank));
    return [y.reshape(x!.shape), mean, variance];
  },
  lower: (emit, [x, flipped], { outputs: [output], params: { epsilon } }) => {
    const { dtype, shape } = output!;
    const sign = emit.op("Where", [flipped!, emit.scalar(dtype, -1), emit.scalar(dtype, 1)]);
    const zeros = emit.constant(dtype, [shape[1]!], new Array<number>(shape[1]!).fill(0));
    // The runtime writes the new moments into the memory of the old ones: it must be nobody else's, and no constant.
    const [start, end] = [shape.map(() => 0), shape.map((length, axis) => (axis === 1 ? length : 1))];
    const first = emit.op("Slice", [x!, emit.ints(start), emit.ints(end)]);
    const mean = emit.op("Reshape", [first, emit.ints([shape[1]!])]);
    return emit.ops("BatchNormalization", [x!, sign, zeros, mean, emit.op("Abs", [mean])], 3, {
      epsilon: { float: epsilon },
      momentum: { float: 0 },
      training_mode: 1,
    });
  },
  /** d/dx (x − μ)/σ: (d − Σd/n − y Σdy/n) / σ; dμ/dx = 1/n; dσ²/dx = 2(x − μ)/n */
  derivative: ({ inputs: [x, flipped], outputs: [y, , variance], params }, [d, ofMean, ofVariance]) => {
    const count = elementsPerChannel(x!);
    const rate = rateOf(flipped!, variance!, params);
    const zeros = full(variance!.shape, 0, x!.dtype);
    const bend = ofVariance ? ofVariance.div(rate).mul(2 / count) : zeros;
    const lift = ofMean ? ofMean.div(count) : zeros;
    if (!d) return [scaleChannels(y!, bend, lift)];
    const share = rate.div(count);
    const alike = scaleChannels(y!, bend.sub(channelDot(d, y!).mul(share)), lift.sub(channelSum(d).mul(share)));
    return [scaleChannels(d, rate).add(alike)];
  },
  /** Examples have channels of their own. */
  batch: (inputs, batched, params, size) => {
    const [x, flipped] = inputs.map((each, i) => asBatch({ tensor: each, batched: batched[i]! }, size)) as [
      AnyTensor,
      AnyTensor,
    ];
    const [, images, channels, ...spatial] = x.shape as [number, number, number, ...number[]];
    const order = [1, 0, ...x.shape.slice(2).map((_, i) => i + 2)];
    const side = x.transpose(order).reshape([images, size * channels, ...spatial]);
    const [y, ...moments] = apply(standardizePrimitive, [side, flipped.reshape([size * channels])], params);
    return [
      y!.reshape([images, size, channels, ...spatial]).transpose(order),
      ...moments.map((each) => each.reshape([size, channels])),
    ];
  },
};

/** What a difference from the mean is multiplied with. */
const rateOf = (flipped: AnyTensor, variance: AnyTensor, { epsilon }: StandardizeParams): AnyTensor => {
  const sign = flipped.where(literal(-1, variance.dtype), literal(1, variance.dtype));
  return sign.div(variance.add(epsilon).sqrt());
};
