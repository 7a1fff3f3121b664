import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { memory } from "./contract/memory.ts";
import { rateLaw } from "./contract/rate.ts";
import { average, restOf } from "./contract/running.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const numbers = {
  /** How much of the velocity stays from step to step. */
  momentum: memory.default(0.9),
  /** v ← γv + ηg in place of the average: as PyTorch and Keras do, steps about 1/(1 − γ) times as long. */
  accumulated: flag.default(false),
};

const readScale = options("scaleByMomentum", numbers);

export type ScaleByMomentumOptions = OptionsOf<typeof readScale>;
const read = options("momentum", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(0.01),
  ...numbers,
});

export type MomentumOptions = OptionsOf<typeof read>;

const about = {
  name: "Momentum",
  formula: "v ← βv + (1 − β)g, θ ← θ − ηv; accumulated: v ← γv + ηg, θ ← θ − v",
  use: "noisy gradients, ravines, saddle points: what all steps agree on adds up, the rest cancels; it can overshoot",
  pitfall:
    "the averaged form (the default here) takes steps 1 − β times as long as PyTorch's and Keras's SGD with momentum: use `accumulated`, or a rate 1/(1 − β) times as high, to repeat theirs",
  reference: "Polyak 1964",
  seeAlso: ["nesterov", "gradientDescent", "adam"],
} as const;

/** The running average of what comes in, v ← βv + (1 − β)g; by option the running sum v ← γv + g. */
export const scaleByMomentum = withCard(
  (given: ScaleByMomentumOptions = {}): Link => {
    const { momentum, accumulated } = readScale(given);
    return createLink({
      descends: false,
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
  (given: MomentumOptions = {}): Link => {
    const { rate, ...options } = read(given);
    return options.accumulated
      ? chain(scaleByRate(rate), scaleByMomentum(options))
      : chain(scaleByMomentum(options), scaleByRate(rate));
  },
  { about },
);
