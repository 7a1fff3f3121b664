import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { predicateLaw } from "../parameters/predicate.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { memory } from "./contract/memory.ts";
import { rateLaw } from "./contract/rate.ts";
import { average, restOf } from "./contract/running.ts";
import { decay as decayLink } from "./decay.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const numbers = {
  /** How much of the mean gradient goes into the sign. */
  beta1: memory.default(0.9),
  /** How much of the mean gradient stays from step to step. */
  beta2: memory.default(0.99),
};

const readScale = options("scaleByLion", numbers);

export type ScaleByLionOptions = OptionsOf<typeof readScale>;
const read = options("lion", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(1e-4),
  ...numbers,
  /** The strength λ of decoupled weight decay. */
  decay: notNegative.remedy("0 turns it off.").default(0),
  /** What decays: weights, not biases, unless said. */
  decayed: predicateLaw.optional(),
});

export type LionOptions = OptionsOf<typeof read>;

const about = {
  name: "Lion",
  formula: "θ ← θ − η(sign(β₁m + (1 − β₁)g) + λθ), m ← β₂m + (1 − β₂)g",
  use: "large batches and large nets: half of Adam's memory",
  pitfall: "every step has full length, so it needs a rate 3 to 10 times lower than Adam's, and a decay as much higher",
  reference: "Chen et al. 2023",
  seeAlso: ["adamw"],
} as const;

/** sign(β₁m + (1 − β₁)g), then m ← β₂m + (1 − β₂)g. */
export const scaleByLion = withCard(
  (given: ScaleByLionOptions = {}): Link => {
    const { beta1, beta2 } = readScale(given);
    return createLink({
      descends: false,
      numbers: { beta1, beta2 },
      slots: { mean: zero },
      shared: ({ beta1, beta2 }) => ({ rest1: restOf(beta1), rest2: restOf(beta2) }),
      update: (g, { mean }, { rest1, rest2 }) => ({
        update: average(mean, g, rest1).sign(),
        mean: average(mean, g, rest2),
      }),
    });
  },
  { about },
);

/** Only the sign of the momentum counts: `lion({ rate: 1e-4, decay: 0.1 })`. */
export const lion = withCard(
  (given: LionOptions = {}): Link => {
    const { rate, decay, decayed, ...options } = read(given);
    return chain(scaleByLion(options), scaleByRate(rate), decayLink(decay, decayed));
  },
  { about },
);
