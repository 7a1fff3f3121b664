import { withCard } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { adamNumbers } from "./adam.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { rateLaw } from "./contract/rate.ts";
import { average, correction, restOf, root } from "./contract/running.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const readScale = options("scaleByNadam", adamNumbers);

export type ScaleByNadamOptions = OptionsOf<typeof readScale>;
const read = options("nadam", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(1e-3),
  ...adamNumbers,
});

export type NadamOptions = OptionsOf<typeof read>;

const about = {
  name: "Nadam",
  formula: "as Adam with m̂ = β₁m/(1 − β₁ᵗ⁺¹) + (1 − β₁)g/(1 − β₁ᵗ)",
  use: "Adam that looks ahead, as Nesterov's momentum does: a little faster early on",
  pitfall:
    "variants differ: this one has a constant β₁ (as optax, and Ruder's overview); PyTorch's and Keras's vary it over time, β₁(1 − 0.5·0.96^(t/250)), as Dozat suggests",
  reference: "Dozat 2016, algorithm 2",
  seeAlso: ["adam", "nesterov"],
} as const;

/** Adam's direction with the next step's momentum. */
export const scaleByNadam = withCard(
  (given: ScaleByNadamOptions = {}): Link => {
    const { beta1, beta2, epsilon } = readScale(given);
    return createLink({
      descends: false,
      numbers: { beta1, beta2, epsilon },
      slots: { mean: zero, square: zero },
      shared: ({ beta1, beta2 }, t) => ({
        rest1: restOf(beta1),
        rest2: restOf(beta2),
        ahead: beta1.mul(correction(beta1, t.add(1))),
        now: restOf(beta1).mul(correction(beta1, t)),
        second: restOf(beta2.pow(t)).sqrt(),
      }),
      update: (g, kept, { rest1, rest2, ahead, now, second, epsilon }) => {
        const mean = average(kept.mean, g, rest1);
        const square = average(kept.square, g.square(), rest2);
        const update = mean.mul(ahead).add(g.mul(now)).div(root(square).div(second).add(epsilon));
        return { update, mean, square };
      },
    });
  },
  { about },
);

/** Adam with Nesterov's look-ahead: `nadam({ rate: 1e-3 })`. The card says which variant. */
export const nadam = withCard(
  (given: NadamOptions = {}): Link => {
    const { rate, ...options } = read(given);
    return chain(scaleByNadam(options), scaleByRate(rate));
  },
  { about },
);
