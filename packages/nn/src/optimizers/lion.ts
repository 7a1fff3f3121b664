import { withCard } from "@kaviar/base/card";
import { checkOptions } from "../check-numbers.ts";
import type { DecayOptions } from "./adamw.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { average, restOf } from "./contract/running.ts";
import { decay as decayLink } from "./decay.ts";
import { type Rate, scaleByRate } from "./scale-by-rate.ts";

interface LionNumbers {
  readonly beta1?: number;
  readonly beta2?: number;
}

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
  ({ beta1 = 0.9, beta2 = 0.99 }: LionNumbers = {}): Link => {
    checkOptions("lion", "share", { beta1, beta2 });
    return createLink({
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
  ({ rate = 1e-4, decay = 0, decayed, ...options }: LionNumbers & DecayOptions & { readonly rate?: Rate } = {}): Link =>
    chain(scaleByLion(options), scaleByRate(rate), decayLink(decay, decayed)),
  { about },
);
