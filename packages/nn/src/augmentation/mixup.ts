import { withCard } from "@kaviar/base/card";
import { type Key, permutation, split } from "@kaviar/tensor";
import { type BatchTransform, type MixingOptions, mix, mixable, mixing } from "./contract/batch-transform.ts";
import { beta } from "./contract/beta.ts";

const read = mixing("mixup", 0.2);

/**
 * Each example becomes a mixture of itself and another one of its batch, its target likewise; for tables and images.
 *
 * ```ts
 * train(model, data, { loss: softmaxCrossEntropy, transform: mixup({ alpha: 0.2, classes: 10 }) })
 * ```
 * Class numbers become shares of classes: the loss must take distributions.
 */
export const mixup = withCard(
  function mixup(given: MixingOptions = {}): BatchTransform {
    const { alpha, classes } = read(given);
    return (key, { x, y }) => {
      const [drawn, paired] = split(key) as [Key, Key];
      const targets = mixable("mixup", y, classes);
      const n = x.shape[0]!;
      const shares = beta(drawn, n, alpha);
      const partner = permutation(paired, n);
      return { x: mix(shares, x, x.gather(partner)), y: mix(shares, targets, targets.gather(partner)) };
    };
  },
  {
    about: {
      name: "Mixup",
      formula: "x̃ = λxᵢ + (1 − λ)xⱼ, ỹ = λyᵢ + (1 − λ)yⱼ, λ ~ Beta(α, α)",
      use: "against overfitting and overconfidence, tables included",
      pitfall: "training loss stays high and training accuracy says little: the targets are mixtures",
      reference: "Zhang et al. 2018",
      seeAlso: ["cutmix", "jitter"],
    },
  },
);
