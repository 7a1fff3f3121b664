import { withCard } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { adamNumbers } from "./adam.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { rateLaw } from "./contract/rate.ts";
import { average, correction, restOf } from "./contract/running.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const readScale = options("scaleByAdamax", adamNumbers);

export type ScaleByAdamaxOptions = OptionsOf<typeof readScale>;
const read = options("adamax", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(2e-3),
  ...adamNumbers,
});

export type AdamaxOptions = OptionsOf<typeof read>;

const about = {
  name: "Adamax",
  formula: "m ← β₁m + (1 − β₁)g, u ← max(β₂u, |g|), θ ← θ − η/(1 − β₁ᵗ)·m/(u + ε)",
  use: "Adam with the largest gradient in place of the mean square: embeddings, gradients with rare spikes",
  pitfall:
    "one spike shortens the steps of about 1/(1 − β₂) updates. ε is added to u, as in Keras (PyTorch: to |g| before the maximum)",
  reference: "Kingma & Ba 2015, section 7.1",
  seeAlso: ["adam"],
} as const;

/** m̂ / (u + ε) with u ← max(β₂u, |g|). */
export const scaleByAdamax = withCard(
  (given: ScaleByAdamaxOptions = {}): Link => {
    const { beta1, beta2, epsilon } = readScale(given);
    return createLink({
      descends: false,
      numbers: { beta1, beta2, epsilon },
      slots: { mean: zero, largest: zero },
      shared: ({ beta1 }, t) => ({ rest1: restOf(beta1), first: correction(beta1, t) }),
      update: (g, kept, { rest1, beta2, first, epsilon }) => {
        const mean = average(kept.mean, g, rest1);
        const largest = kept.largest.mul(beta2).maximum(g.abs());
        return { update: mean.mul(first).div(largest.add(epsilon)), mean, largest };
      },
    });
  },
  { about },
);

/** Adam by the ∞-norm: `adamax({ rate: 2e-3 })`. */
export const adamax = withCard(
  (given: AdamaxOptions = {}): Link => {
    const { rate, ...options } = read(given);
    return chain(scaleByAdamax(options), scaleByRate(rate));
  },
  { about },
);
