import { withCard } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { LossFunction } from "./contract/losses.ts";

/**
 * A loss that counts more or less than others in a sum; what it expects of targets, and what metrics see, stays as it was.
 *
 * ```ts
 * fit(model, data, { loss: { price: meanSquaredError, kind: weighted(sparseSoftmaxCrossEntropy, 0.2) } });
 * fit(model, data, { loss: { price: meanSquaredError, kind: [sparseSoftmaxCrossEntropy, 0.2] } });          // the same
 * ```
 */
export const weighted = withCard(
  function weighted<L extends LossFunction>(loss: L, weight: number): L {
    if (typeof loss !== "function" || "makes" in loss)
      throw new ModelError("options", `weighted takes a loss and a weight: got ${described(loss)}.`, {
        remedy: "weighted(meanSquaredError, 0.2)",
      });
    if (!(Number.isFinite(weight) && weight >= 0))
      throw new ModelError(
        "options",
        `A loss is weighted by a finite number, at least 0: got ${typeof weight === "number" ? weight : described(weight)}.`,
        {
          remedy: `weighted(${loss.name || "loss"}, 0.2)`,
        },
      );
    const times = (prediction: Tensor, target: Tensor): Made =>
      scaled((loss as LossFunction)(prediction, target), weight);
    const facts = { ...Object.getOwnPropertyDescriptors(loss), of: { value: loss }, weight: { value: weight } };
    return Object.defineProperties(times, facts) as unknown as L;
  },
  {
    makes: "loss",
    about: {
      name: "Weighted loss",
      formula: "w·ℓ(ŷ, y)",
      use: "several outputs, or several parts of a loss, whose sizes differ",
      pitfall: "the loss of a run is the weighted sum: runs with other weights cannot be compared by it",
      reference: "Caruana 1997, Multitask learning",
      seeAlso: ["define", "parallel"],
    },
  } as const,
);

/** A loss that was weighted: of which, and by how much. */
export const isWeighted = (
  loss: LossFunction,
): loss is LossFunction & { readonly of: LossFunction; readonly weight: number } => "of" in loss && "weight" in loss;

type Made = ReturnType<LossFunction>;

const scaled = (made: Made, weight: number): Made =>
  "mul" in made && typeof made.mul === "function"
    ? (made.mul(weight) as Made)
    : Object.fromEntries(Object.entries(made).map(([name, part]) => [name, part.mul(weight)]));

const described = (given: unknown): string => {
  if (typeof given !== "function") return given === null ? "null" : `a ${typeof given}`;
  return "makes" in given ? `${given.name}, which makes losses` : `the function ${given.name}`;
};
