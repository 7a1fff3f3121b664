import { withCard } from "@kaviar/base/card";
import { checkOptions } from "../check-numbers.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { average, restOf } from "./contract/running.ts";
import { type Rate, scaleByRate } from "./scale-by-rate.ts";

interface RmsNumbers {
  readonly beta?: number;
  readonly epsilon?: number;
}

const about = {
  name: "RMSprop",
  formula: "E ← βE + (1 − β)g², θ ← θ − ηg/√(E + ε)",
  use: "recurrent nets, losses that change while they are minimized",
  pitfall:
    "E starts at 0 and is not corrected: the first step is about η/√(1 − β). ε is inside the root, as in Keras (PyTorch has it outside)",
  reference: "Hinton 2012, lecture 6e",
  seeAlso: ["adagrad", "adam"],
} as const;

/** g / √(E + ε) with the running average E of squared gradients. */
export const scaleByRms = withCard(
  ({ beta = 0.9, epsilon = 1e-8 }: RmsNumbers = {}): Link => {
    checkOptions("rmsprop", "share", { beta });
    checkOptions("rmsprop", "positive", { epsilon });
    return createLink({
      numbers: { beta, epsilon },
      slots: { square: zero },
      shared: ({ beta }) => ({ rest: restOf(beta) }),
      update: (g, kept, { rest, epsilon }) => {
        const square = average(kept.square, g.square(), rest);
        return { update: g.div(square.add(epsilon).sqrt()), square };
      },
    });
  },
  { about },
);

/** Divides each gradient by the running root mean square of its own history: `rmsprop({ rate: 1e-3 })`. */
export const rmsprop = withCard(
  ({ rate = 1e-3, ...options }: RmsNumbers & { readonly rate?: Rate } = {}): Link =>
    chain(scaleByRms(options), scaleByRate(rate)),
  { about },
);
