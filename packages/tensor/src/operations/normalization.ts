import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { apply } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { options } from "../errors/options.ts";
import { literal } from "../primitives/constant.ts";
import { checkChannels } from "../primitives/normalization/channels.ts";
import { scaleChannels } from "../primitives/normalization/scale-channels.ts";
import { standardizePrimitive } from "../primitives/normalization/standardize.ts";
import type { FloatDType } from "../values/dtype.ts";
import { rsqrt } from "./arithmetic.ts";

export interface BatchNormalized<D extends FloatDType> {
  readonly y: Tensor<D>;
  /** Of each channel in this batch. */
  readonly mean: Tensor<D>;
  /** The mean squared distance from the mean (divided by n, not by n − 1). */
  readonly variance: Tensor<D>;
}

const defaultEpsilon = 1e-5;

const readBatchNorm = options("batchNorm", {
  /** Added to the variance, inside the root. */
  epsilon: notNegative.default(defaultEpsilon),
});
export type BatchNormOptions = OptionsOf<typeof readBatchNorm>;

/**
 * Each channel of x [N, C, …] with mean beta and deviation gamma over the whole batch, and the mean and variance it had
 * before, for running averages (Ioffe and Szegedy 2015). Predict with `normalizeChannels`.
 *
 * ```ts
 * const { y, mean, variance } = batchNorm(x.conv2d(w, { padding: "same" }), gamma, beta);
 * ```
 * The convolution before it needs no bias: the mean takes it out again.
 */
export const batchNorm = <D extends FloatDType>(
  x: Tensor<D>,
  gamma: Tensor<D>,
  beta: Tensor<D>,
  given?: BatchNormOptions,
): BatchNormalized<D> => {
  const { epsilon } = readBatchNorm(given);
  checkChannels("batchNorm", x, [gamma, beta]);
  // Channels with a negative gamma are turned over before: then maxima may be taken first of all.
  const flipped = gamma.less(0);
  const one = literal(1, x.dtype);
  const factor = gamma.mul(flipped.where(one.neg(), one));
  const [standard, mean, variance] = apply(standardizePrimitive, [x, flipped], { epsilon });
  const y = scaleChannels(standard!, factor, beta, { increasing: true });
  return { y, mean, variance } as BatchNormalized<D>;
};

/**
 * `batchNorm` with a mean and variance that are given: γ (x − μ) / √(σ² + ε) + β for each channel of x [N, C, …].
 *
 * ```ts
 * normalizeChannels(x, running.mean, running.variance, gamma, beta)
 * ```
 * In an ONNX file it is one operator, which the runtime takes into the convolution before it.
 */
export const normalizeChannels = <D extends FloatDType>(
  x: Tensor<D>,
  mean: Tensor<D>,
  variance: Tensor<D>,
  gamma: Tensor<D>,
  beta: Tensor<D>,
  epsilon = defaultEpsilon,
): Tensor<D> => {
  checkChannels("normalizeChannels", x, [mean, variance, gamma, beta]);
  const factor = gamma.mul(rsqrt(variance.add(epsilon)));
  return scaleChannels(x, factor, beta.sub(mean.mul(factor))) as Tensor<D>;
};
