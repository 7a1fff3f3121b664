import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { options } from "../../options.ts";
import type { Layer } from "../contract/layer.ts";
import { written } from "../contract/written.ts";

const read = options("activityRegularization", {
  /** Times Σ|y| of an example, on average over the batch. */
  l1: notNegative.remedy("0 turns it off.").default(0),
  /** Times Σy² of an example, on average over the batch. */
  l2: notNegative.remedy("0 turns it off.").default(0),
});

export type ActivityOptions = OptionsOf<typeof read>;

const create = (given: ActivityOptions): Layer => {
  const { l1, l2 } = read(given);
  if (l1 === 0 && l2 === 0)
    throw new ModelError("options", "activityRegularization needs a strength `l1` or `l2` above 0: got neither.");
  const state = { ...(l1 > 0 ? { l1: tensor(l1) } : {}), ...(l2 > 0 ? { l2: tensor(l2) } : {}) };
  return {
    kind: "activityRegularization",
    options: written(given),
    init: (_, inputShape) => ({ params: {}, state, outputShape: inputShape }),
    apply: (_, strengths, x) => {
      const parts = [
        ...(strengths.l1
          ? [
              x
                .abs()
                .mean(0)
                .sum()
                .mul(strengths.l1 as Tensor),
            ]
          : []),
        ...(strengths.l2
          ? [
              x
                .square()
                .mean(0)
                .sum()
                .mul(strengths.l2 as Tensor),
            ]
          : []),
      ];
      return { y: x, state: strengths, loss: parts.reduce((sum, part) => sum.add(part)) };
    },
  };
};

/**
 * Adds a penalty on what passes through to the loss, and passes it on: small or sparse codes.
 *
 * ```ts
 * sequential(dense(32), relu, activityRegularization({ l1: 1e-4 }), dense(784))
 * ```
 */
export const activityRegularization = withCard(create, {
  about: {
    name: "Activity regularization",
    formula: "L + λ₁ Σ|y|/N + λ₂ Σy²/N, over a batch of N examples",
    use: "sparse autoencoders",
    pitfall: "the sum over an example grows with its width: a wider layer needs a smaller λ",
    reference: "Goodfellow et al. 2016, § 7.10",
    seeAlso: ["dropout"],
  },
});
