import { withCard } from "@kaviar/base/card";
import { law, type OptionsOf, share } from "@kaviar/base/check";
import { normalizeChannels, ones, batchNorm as overBatch, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { options } from "../../options.ts";
import { featureAxis } from "../contract/feature-axis.ts";
import type { Layer, State } from "../contract/layer.ts";
import { written } from "../contract/written.ts";
import { affineOptions, affineParams } from "./contract/affine.ts";
import { overMasked } from "./contract/over-masked.ts";

const read = options("batchNorm", {
  ...affineOptions,
  /** How much of a running average stays at each step; 1 − this in PyTorch. */
  momentum: share.default(0.9),
  /** The axis of the features: 1 for images [N, C, H, W], otherwise the last. */
  axis: law<number>("a whole number", Number.isInteger).optional(),
});

export type BatchNormOptions = OptionsOf<typeof read>;

const create = (given: BatchNormOptions = {}): Layer => {
  const options = read(given);
  const { momentum, epsilon } = options;
  const axisOf = (rank: number): number => axisIn(options.axis, rank);
  return {
    kind: "batchNorm",
    options: written(given),
    init: (_, inputShape) => {
      const features = [inputShape[axisOf(inputShape.length + 1) - 1]!];
      return {
        params: affineParams(features, options),
        state: { mean: zeros(features), variance: ones(features) },
        outputShape: inputShape,
      };
    },
    apply: (params, state, x, { training, frozen, path, mask }) => {
      const { mean, variance } = state as State & Readonly<Record<"mean" | "variance", Tensor>>;
      const axis = axisOf(x.rank);
      const { rows, back } = asChannels(x, axis);
      const gamma = (params.gamma as Tensor | undefined) ?? ones(mean.shape);
      const beta = (params.beta as Tensor | undefined) ?? zeros(mean.shape);
      if (!training || frozen?.(path) || isLone(x, axis)) {
        return { y: back(normalizeChannels(rows, mean, variance, gamma, beta, epsilon)), state };
      }
      const there = mask && x.rank === 3 && axis === 2 ? mask.reshape([-1, 1]).cast("float32") : undefined;
      const batch = there ? overMasked(rows, there, gamma, beta, epsilon) : overBatch(rows, gamma, beta, { epsilon });
      const move = (old: Tensor, now: Tensor) => old.mul(momentum).add(now.mul(1 - momentum));
      return { y: back(batch.y), state: { mean: move(mean, batch.mean), variance: move(variance, batch.variance) } };
    },
  };
};

const axisIn = (axis: number | undefined, rank: number): number => {
  const at = axis === undefined ? featureAxis(rank) : axis < 0 ? axis + rank : axis;
  if (Number.isInteger(at) && at >= 1 && at < rank) return at;
  throw new ModelError(
    rank < 2 ? "shape" : "options",
    rank < 2
      ? "batchNorm needs features: got one number an example."
      : `batchNorm needs an axis from 1 to ${rank - 1}, the batch being 0: got ${axis}.`,
    {
      remedy: rank < 2 ? "Give x the shape [N, 1]." : "Leave it out: axis 1 of images, the last of rows and sequences.",
    },
  );
};

/** As the engine has it: features along axis 1. */
const asChannels = (x: Tensor, axis: number) => {
  if (axis === 1) return { rows: x, back: (y: Tensor) => y };
  if (axis === x.rank - 1) return { rows: x.reshape([-1, x.shape[axis]!]), back: (y: Tensor) => y.reshape(x.shape) };
  const order = Array.from({ length: x.rank }, (_, i) => (i === 1 ? axis : i === axis ? 1 : i));
  return { rows: x.transpose(order), back: (y: Tensor) => y.transpose(order) };
};

/** One value has no variance: by its own statistics it would become β, whatever it is. */
const isLone = (x: Tensor, axis: number): boolean => x.size === x.shape[axis];

/**
 * Each feature with mean β and deviation γ over the mini-batch; at prediction by running averages of mean and variance.
 *
 * ```ts
 * sequential(dense(64), batchNorm(), relu)                // before the activation; the layer before drops its bias
 * ```
 * The variance is the biased one, in the batch and in the running average (PyTorch keeps the unbiased one in the
 * latter). A frozen layer normalizes by its running averages, and they stay; so does one that sees a single row, as the
 * last batch of an epoch may be.
 */
export const batchNorm = withCard(create, {
  about: {
    name: "Batch normalization",
    formula:
      "y = γ (x − μ)/√(σ² + ε) + β, μ and σ² = Σ(x − μ)²/n of the mini-batch; running: m ← momentum·m + (1 − momentum)·μ",
    use: "deep convolutional and dense nets: larger learning rates, less care with initialization; the layer below it needs no bias",
    pitfall:
      "small batches have noisy statistics, and batches of one row none: γ and β are all it does then; frameworks differ: momentum 0.9 here is 0.1 in PyTorch, whose running variance is the unbiased one",
    reference: "Ioffe & Szegedy 2015",
    seeAlso: ["layerNorm", "groupNorm"],
  },
});
