import { withCard } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { memory } from "./contract/memory.ts";
import { rateLaw } from "./contract/rate.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const numbers = {
  /** How much of the velocity stays from step to step. */
  momentum: memory.default(0.9),
};

const readScale = options("scaleByNesterov", numbers);

export type ScaleByNesterovOptions = OptionsOf<typeof readScale>;
const read = options("nesterov", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(0.01),
  ...numbers,
});

export type NesterovOptions = OptionsOf<typeof read>;

const about = {
  name: "Nesterov's accelerated gradient",
  formula: "v ← βv + η∇L(θ − βv), θ ← θ − v",
  use: "where momentum overshoots: the gradient is taken where the velocity is about to lead",
  pitfall:
    "the parameters that are stored, differentiated and predicted with are the look-ahead point φ = θ − βv (as in PyTorch and Keras); θ itself is φ + βv",
  reference: "Nesterov 1983; Sutskever et al. 2013",
  seeAlso: ["momentum", "nadam"],
} as const;

/** Steps in, looking ahead: v ← βv + u, then βv + u. Stands after the rate. */
export const scaleByNesterov = withCard(
  (given: ScaleByNesterovOptions = {}): Link => {
    const { momentum } = readScale(given);
    return createLink({
      descends: false,
      numbers: { momentum },
      slots: { velocity: zero },
      update: (u, { velocity }, { momentum }) => {
        const next = velocity.mul(momentum).add(u);
        return { update: next.mul(momentum).add(u), velocity: next };
      },
    });
  },
  { about },
);

/**
 * Momentum that looks before it leaps.
 *
 * ```ts
 * nesterov({ rate: 0.01, momentum: 0.9 })
 * ```
 * In terms of the look-ahead point φ, v ← βv + η∇L(φ), φ ← φ − (βv + η∇L(φ)): so it needs no second gradient.
 */
export const nesterov = withCard(
  (given: NesterovOptions = {}): Link => {
    const { rate, ...options } = read(given);
    return chain(scaleByRate(rate), scaleByNesterov(options));
  },
  { about },
);
