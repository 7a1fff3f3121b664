import type { AnyTensor } from "../../core/tensor.ts";
import { normalizeChannels } from "../../operations/normalization.ts";
import { range } from "../../values/shape.ts";
import { acrossChannels } from "./broadcast.ts";
import type { Call, Translation } from "./call.ts";
import { dropout, inTraining, isTraining } from "./training.ts";

const epsilonOf = (call: Call): number => call.float("epsilon", 1e-5);

/** (x − mean) / √(variance + ε) over the given axes, with the mean and 1 / deviation. */
const standardized = (x: AnyTensor, axes: readonly number[], epsilon: number) => {
  const mean = x.mean(axes, { keepDims: true });
  const distance = x.sub(mean);
  const inverse = distance.square().mean(axes, { keepDims: true }).add(epsilon).rsqrt();
  return { y: distance.mul(inverse), mean, inverse };
};

const batchNormalization = (call: Call): readonly AnyTensor[] => {
  const training = isTraining(call);
  // Until training had a flag it was told by the outputs: mean and variance, for the next step.
  if (call.opset < 14 && (training || call.outputs > 1)) throw inTraining(call);
  if (call.opset < 9 && !call.flag("spatial", true)) throw call.refuse("it has a mean for each place (spatial = 0)");
  const momentum = call.float("momentum", 0.9);
  const [x, scale, shift, mean, variance] = range(5).map(call.input) as [
    AnyTensor,
    AnyTensor,
    AnyTensor,
    AnyTensor,
    AnyTensor,
  ];
  const by = (mean: AnyTensor, variance: AnyTensor): AnyTensor =>
    normalizeChannels(x as never, mean as never, variance as never, scale as never, shift as never, epsilonOf(call));
  if (!training) return [by(mean, variance)];
  const others = range(x.rank).filter((axis) => axis !== 1);
  const [ownMean, ownVariance] = [x.mean(others), x.variance(others)];
  const blend = (before: AnyTensor, own: AnyTensor) => before.mul(momentum).add(own.mul(1 - momentum));
  return [by(ownMean, ownVariance), blend(mean, ownMean), blend(variance, ownVariance)];
};

const layerNormalization = (call: Call): readonly AnyTensor[] => {
  const x = call.input(0);
  const axis = call.integer("axis", -1);
  call.ignore("stash_type");
  const { y, mean, inverse } = standardized(x, range(x.rank).slice(axis), epsilonOf(call));
  const scaled = y.mul(call.input(1));
  const shift = call.optional(2);
  return [shift ? scaled.add(shift) : scaled, mean, inverse];
};

/** x / √(mean x² + ε) */
const rmsNormalization = (call: Call): AnyTensor => {
  const x = call.input(0);
  const axes = range(x.rank).slice(call.integer("axis", -1));
  call.ignore("stash_type");
  return x.mul(x.square().mean(axes, { keepDims: true }).add(epsilonOf(call)).rsqrt()).mul(call.input(1));
};

/** Over the channels of a group and all places; before opset 21 scale and shift are those of a group. */
const groupNormalization = (call: Call): AnyTensor => {
  const x = call.input(0);
  const groups = call.integer("num_groups", 1);
  call.ignore("stash_type");
  const [rows, channels, ...places] = x.shape as [number, number];
  const { y } = standardized(x.reshape([rows, groups, -1]), [2], epsilonOf(call));
  const column = (each: AnyTensor) =>
    call.opset < 21
      ? each
          .reshape([groups, 1])
          .broadcastTo([groups, channels / groups])
          .reshape([channels, ...places.map(() => 1)])
      : each.reshape([channels, ...places.map(() => 1)]);
  return y
    .reshape(x.shape)
    .mul(column(call.input(1)))
    .add(column(call.input(2)));
};

/** x / (b + α/n · Σ x²)^β, the sum over n neighbouring channels. (Krizhevsky et al. 2012) */
const localResponse = (call: Call): AnyTensor => {
  const x = call.input(0);
  const size = call.integer("size", 1);
  const [alpha, beta, bias] = [call.float("alpha", 1e-4), call.float("beta", 0.75), call.float("bias", 1)];
  const before = Math.floor((size - 1) / 2);
  const padded = x.square().pad(x.shape.map((_, axis) => (axis === 1 ? [before, size - 1 - before] : [0, 0])));
  const sum = range(size)
    .map((i) => padded.slice(null, [i, i + x.shape[1]!]))
    .reduce((a, b) => a.add(b));
  return x.div(
    sum
      .mul(alpha / size)
      .add(bias)
      .pow(beta),
  );
};

const lpNormalization = (call: Call): AnyTensor => {
  const x = call.input(0);
  const [axis, p] = [call.integer("axis", -1), call.integer("p", 2)];
  const length = p === 1 ? x.abs().sum(axis, { keepDims: true }) : x.norm(axis, { keepDims: true });
  // Of nothing but zeros nothing but zeros is left.
  if (p === 1 || p === 2) return x.div(length.equal(0).where(1 as never, length));
  throw call.refuse(`its p is ${p}, and 1 and 2 are known`);
};

const meanVarianceNormalization = (call: Call): AnyTensor => {
  const x = call.input(0);
  const axes = call.integers("axes") ?? [0, 2, 3];
  const distance = x.sub(x.mean(axes, { keepDims: true }));
  return distance.div(distance.square().mean(axes, { keepDims: true }).sqrt().add(1e-9));
};

/** Each channel of each image by itself. */
const instanceNormalization = (call: Call): AnyTensor => {
  const x = call.input(0);
  const [scale, shift] = [1, 2].map((i) => acrossChannels(call.input(i), x));
  return standardized(x, range(x.rank).slice(2), epsilonOf(call)).y.mul(scale!).add(shift!);
};

export const normalization = {
  BatchNormalization: batchNormalization,
  Dropout: dropout,
  GroupNormalization: groupNormalization,
  InstanceNormalization: instanceNormalization,
  LRN: localResponse,
  LayerNormalization: layerNormalization,
  LpNormalization: lpNormalization,
  MeanVarianceNormalization: meanVarianceNormalization,
  RMSNormalization: rmsNormalization,
} satisfies Readonly<Record<string, Translation>>;
