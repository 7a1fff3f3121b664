import { withCard } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { memory } from "./contract/memory.ts";
import { rateLaw } from "./contract/rate.ts";
import { average, restOf } from "./contract/running.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const numbers = {
  /** How much of the mean square stays from step to step. */
  beta: memory.default(0.9),
  /** Inside the root, against division by 0. */
  epsilon: positive.default(1e-8),
};

const readScale = options("scaleByRms", numbers);

export type ScaleByRmsOptions = OptionsOf<typeof readScale>;
const read = options("rmsprop", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(1e-3),
  ...numbers,
});

export type RmspropOptions = OptionsOf<typeof read>;

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
  (given: ScaleByRmsOptions = {}): Link => {
    const { beta, epsilon } = readScale(given);
    return createLink({
      descends: false,
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
  (given: RmspropOptions = {}): Link => {
    const { rate, ...options } = read(given);
    return chain(scaleByRms(options), scaleByRate(rate));
  },
  { about },
);
