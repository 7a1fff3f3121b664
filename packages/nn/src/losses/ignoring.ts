import { withCard } from "@kaviar/base/card";
import { law } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { argument } from "../options.ts";
import type { Loss } from "./contract/loss.ts";

const checkLabel = argument("ignoring", "label", law<number>("an integer", Number.isInteger));

const create = (loss: Loss, label: number): Loss => {
  checkLabel(label);
  if (loss?.target !== "classes") {
    throw new ModelError("options", `ignoring takes a loss of class numbers: got ${loss?.name ?? String(loss)}.`, {
      remedy: "Give what is not to count a weight of 0: { x, y, weights }, a number for each row or for each step.",
    });
  }
  // A class that there is in its place: what the loss says of it is thrown away.
  const f = (prediction: Tensor, target: Tensor): Tensor => {
    const there = target.notEqual(label);
    const losses = loss(prediction, there.where(target, 0));
    return there.reshape(losses.shape).where(losses, 0);
  };
  return Object.defineProperty(
    Object.assign(f, { ...loss, about: loss.about, target: loss.target, ignored: label }),
    "name",
    {
      value: loss.name,
    },
  ) as Loss;
};

/**
 * The same loss where targets with this label do not count: it is the mean over the others, and metrics leave them out.
 *
 * ```ts
 * await fit(model, { x, y }, { loss: ignoring(sparseSoftmaxCrossEntropy, -100) });       // PyTorch's ignore_index
 * ```
 */
export const ignoring = withCard(Object.defineProperty(create, "name", { value: "ignoring" }), {
  makes: "loss",
  about: {
    name: "Loss that ignores a label",
    formula: "Σᵢ [yᵢ ≠ l] ℓᵢ / Σᵢ [yᵢ ≠ l]",
    use: "steps that are filled up, words that are not masked, pixels at the border of two things",
    pitfall: "a batch of nothing but ignored targets teaches nothing",
    reference: "Long et al. 2015",
    seeAlso: ["sparseSoftmaxCrossEntropy", "masking"],
  },
} as const);
