import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { options } from "../options.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters } from "../parameters/parameters.ts";
import { type Predicate, predicateLaw, weights } from "../parameters/predicate.ts";
import { adamOptions, scaleByAdam } from "./adam.ts";
import { chain } from "./chain.ts";
import { createLink } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { rateLaw } from "./contract/rate.ts";
import { lengthOf } from "./contract/running.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const read = options("lamb", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(1e-3),
  ...adamOptions,
  /** Against division by 0: steps of weights with tiny gradients stay below η|m̂|/ε. */
  epsilon: positive.default(1e-6),
  /** The strength λ of decoupled weight decay. */
  decay: notNegative.remedy("0 turns it off.").default(0.01),
  /** What decays: weights, not biases, unless said. */
  decayed: predicateLaw.optional(),
});

export type LambOptions = OptionsOf<typeof read>;

const about = {
  name: "LAMB",
  formula: "r = m̂/(√v̂ + ε) + λθ, θ ← θ − η‖θ‖/‖r‖·r, for each tensor",
  use: "very large batches: each tensor moves by a share η of its own length",
  pitfall:
    "tensors that begin at 0 (biases) are scaled by 1, so their first steps are Adam's; λ goes through the scaling, unlike AdamW's",
  reference: "You et al. 2020",
  seeAlso: ["adamw"],
} as const;

/** Each tensor of updates times ‖θ‖/‖u‖; 1 where either is 0. */
export const scaleByTrust = withCard(
  (): Link =>
    createLink({
      descends: false,
      update: (u, _, __, parameter) => {
        const [length, updates] = [lengthOf(parameter), lengthOf(u)];
        const none = length.mul(updates).equal(0);
        return { update: u.mul(none.where(1, length.div(none.where(1, updates)))) };
      },
    }),
  { about },
);

/** Adds λθ to what comes in: before a rescaling that is to see it. */
const addWeights = (strength: number, where: Predicate = weights): Link => ({
  descends: false,
  init: () => ({ numbers: numbersOf({ decay: strength }) }),
  update: (updates, state, parameters) => {
    const { decay } = state.numbers as { readonly decay: Tensor };
    const add = (path: string, u: Tensor, p: Tensor) =>
      where({ path, tensor: p }) ? u.add(p.mul(decay.cast(p.dtype))) : u;
    return [mapParameters((path, u, p) => add(path, u, p!), updates, parameters), state];
  },
});

/** Adam whose steps are as long, for each tensor, as the rate says: `lamb({ rate: 1e-3, decay: 0.01 })`. */
export const lamb = withCard(
  (given: LambOptions = {}): Link => {
    const { rate, decay, decayed, ...options } = read(given);
    return chain(scaleByAdam(options), addWeights(decay, decayed), scaleByTrust(), scaleByRate(rate));
  },
  { about },
);
