import { withCard } from "@kaviar/base/card";
import { checkOptions } from "../check-numbers.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { average, restOf } from "./contract/running.ts";
import { type Rate, scaleByRate } from "./scale-by-rate.ts";

interface MomentumOptions {
  readonly momentum?: number;
  /** v ← γv + ηg in place of the average: as PyTorch and Keras do, steps about 1/(1 − γ) times as long. */
  readonly accumulated?: boolean;
}

const about = {
  name: "Momentum",
  formula: "v ← βv + (1 − β)g, θ ← θ − ηv; accumulated: v ← γv + ηg, θ ← θ − v",
  use: "noisy gradients, ravines, saddle points: what all steps agree on adds up, the rest cancels",
  pitfall:
    "the averaged form (the default here) takes steps 1 − β times as long as PyTorch's and Keras's SGD with momentum: use `accumulated`, or a rate 1/(1 − β) times as high, to repeat theirs",
  reference: "Polyak 1964",
  seeAlso: ["nesterov", "gradientDescent", "adam"],
} as const;

/** The running average of what comes in, v ← βv + (1 − β)g; by option the running sum v ← γv + g. */
export const scaleByMomentum = withCard(
  ({ momentum = 0.9, accumulated = false }: MomentumOptions = {}): Link => {
    checkOptions("momentum", "share", { momentum });
    return createLink({
      numbers: { momentum },
      slots: { velocity: zero },
      shared: ({ momentum }) => ({ rest: restOf(momentum) }),
      update: (g, { velocity }, { momentum, rest }) => {
        const next = accumulated ? velocity.mul(momentum).add(g) : average(velocity, g, rest);
        return { update: next, velocity: next };
      },
    });
  },
  { about },
);

/**
 * Goes with the average of the gradients so far.
 *
 * ```ts
 * momentum({ rate: 0.1 })                                            // v ← 0.9v + 0.1g
 * momentum({ rate: 0.01, momentum: 0.9, accumulated: true })         // PyTorch's and Keras's
 * ```
 * In the accumulated form the rate is inside the sum, as in Keras: when a schedule lowers it, steps already in v keep theirs.
 */
export const momentum = withCard(
  ({ rate = 0.01, ...options }: MomentumOptions & { readonly rate?: Rate } = {}): Link =>
    options.accumulated
      ? chain(scaleByRate(rate), scaleByMomentum(options))
      : chain(scaleByMomentum(options), scaleByRate(rate)),
  { about },
);
