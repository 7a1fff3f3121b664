import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { normal, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { options } from "../../options.ts";
import type { Layer, Shapes } from "../contract/layer.ts";
import { written } from "../contract/written.ts";

/** A normal distribution for each example, its dimensions independent. */
export interface Gaussian {
  readonly mean: Tensor;
  readonly logVariance: Tensor;
}

const read = options("sampling", {
  /** Times the divergence in the loss: 1, or β of a β-VAE. */
  weight: notNegative.remedy("0 turns it off.").default(1),
});

export type SamplingOptions = OptionsOf<typeof read>;

const isGaussian = (x: Tensor | Gaussian): x is Gaussian => "logVariance" in x;

/** A tensor [N, 2k] holds the means first, then the logarithms of the variances. */
const gaussianOf = (x: Tensor | Gaussian): Gaussian => {
  if (isGaussian(x)) return x;
  const [mean, logVariance] = x.split(2, -1) as [Tensor, Tensor];
  return { mean, logVariance };
};

const shapeOfCode = (shapes: Shapes): readonly number[] => {
  if (!Array.isArray(shapes)) return (shapes as { readonly mean: readonly number[] }).mean;
  const shape = shapes as readonly number[];
  const last = shape.at(-1) ?? 0;
  if (last > 0 && last % 2 === 0) return [...shape.slice(0, -1), last / 2];
  throw new ModelError("shape", `sampling needs a mean and a log-variance for each dimension: got ${last} features.`, {
    remedy: "Put dense(2 * k) before it, or give it { mean, logVariance }.",
  });
};

const create = (given: SamplingOptions = {}): Layer<Tensor | Gaussian> => {
  const { weight } = read(given);
  return {
    kind: "sampling",
    options: written(given),
    init: (_, inputShape) => ({ params: {}, state: { weight: tensor(weight) }, outputShape: shapeOfCode(inputShape) }),
    apply: (_, state, x, context) => {
      const { mean, logVariance } = gaussianOf(x);
      const own = mean.shape.slice(1).map((_, i) => i + 1);
      const divergence = mean.square().add(logVariance.exp()).sub(logVariance).sub(1).sum(own).mean().mul(0.5);
      const y = context.training ? mean.add(logVariance.mul(0.5).exp().mul(normal(context.key, mean.shape))) : mean;
      return { y, state, loss: divergence.mul(state.weight as Tensor) };
    },
  };
};

/**
 * A draw from the normal distribution that an encoder describes, in a way that gradients pass: z = μ + σ·ε. At prediction
 * the mean. It adds the divergence from N(0, 1) to the loss, summed over the code and averaged over the batch.
 *
 * ```ts
 * sequential(dense(64), relu, dense(2 * 8), sampling(), dense(64), relu, dense(784))
 * ```
 * The other part of the loss must be summed over an example too, or `weight` be made smaller: against a *mean* over 784
 * pixels a divergence of weight 1 wins, and every code is the same.
 */
export const sampling = withCard(create, {
  about: {
    name: "Sampling (variational autoencoder)",
    formula: "z = μ + e^{½ log σ²} ε, ε ~ N(0, 1); loss += w · mean over examples of ½ Σ(μ² + σ² − log σ² − 1)",
    use: "the code of a variational autoencoder",
    pitfall:
      "a weight too large for the reconstruction loss: all codes become N(0, 1), and the decoder learns the mean",
    reference: "Kingma & Welling 2014; the weight: Higgins et al. 2017",
    seeAlso: ["cosineBetween"],
  },
});
