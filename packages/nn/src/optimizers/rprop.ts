import { withCard } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { full } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";

const read = options("rprop", {
  /** The first step of each weight. */
  rate: positive.default(0.01),
  /** A step grows by this where the sign of the gradient stays, … */
  grow: positive.default(1.2),
  /** … and shrinks by this where it turns. */
  shrink: positive.default(0.5),
  /** No step gets shorter. */
  smallest: positive.default(1e-6),
  /** No step gets longer. */
  largest: positive.default(50),
});

export type RpropOptions = OptionsOf<typeof read>;

/**
 * Looks at signs only: a step for each weight, growing while the gradient keeps its sign.
 *
 * ```ts
 * train(model, data, { optimizer: rprop(), batchSize: "all" })
 * ```
 */
export const rprop = withCard(
  (given: RpropOptions = {}): Link => {
    const { rate, grow, shrink, smallest, largest } = read(given);
    if (grow < 1 || shrink > 1) {
      throw new ModelError("options", `rprop needs shrink ≤ 1 ≤ grow: got shrink ${shrink}, grow ${grow}.`, {
        remedy: "The paper's are 0.5 and 1.2.",
      });
    }
    return createLink({
      descends: true,
      numbers: { grow, shrink, smallest, largest },
      slots: { step: (p) => full(p.shape, rate, { dtype: p.dtype }), before: zero },
      update: (g, kept, { grow, shrink, smallest, largest }) => {
        const agreement = g.mul(kept.before);
        const turned = agreement.less(0);
        const factor = turned.where(shrink, agreement.greater(0).where(grow, 1));
        const step = kept.step.mul(factor).clip(smallest, largest);
        const taken = turned.where(0, g);
        return { update: taken.sign().mul(step).neg(), step, before: taken };
      },
    });
  },
  {
    about: {
      name: "Rprop",
      formula: "Δ ← 1.2Δ where g keeps its sign, 0.5Δ and no step where it turns; θ ← θ − Δ·sign(g)",
      use: "full batches: robust, hardly a number to tune",
      pitfall: "not for mini-batches: their noise turns signs and the steps die out; use rmsprop",
      reference: "Riedmiller & Braun 1993; here iRprop−, Igel & Hüsken 2000, as in PyTorch",
      seeAlso: ["rmsprop", "lion"],
    },
  },
);
