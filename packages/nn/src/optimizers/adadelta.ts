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
  /** How much of both running averages stays from step to step. */
  rho: memory.default(0.95),
  /** Inside both roots: its root is the length of the first steps. */
  epsilon: positive.default(1e-6),
};

const readScale = options("scaleByAdadelta", numbers);

export type ScaleByAdadeltaOptions = OptionsOf<typeof readScale>;
const read = options("adadelta", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(1),
  ...numbers,
});

export type AdadeltaOptions = OptionsOf<typeof read>;

const about = {
  name: "AdaDelta",
  formula: "E[g²] ← ρE[g²] + (1 − ρ)g², Δ = −√(E[Δ²] + ε)/√(E[g²] + ε)·g, E[Δ²] ← ρE[Δ²] + (1 − ρ)Δ², θ ← θ + Δ",
  use: "when no rate is known: steps have the scale of the steps before",
  pitfall: "the first steps are about √ε, so it starts slowly; a `rate` other than 1 is no part of the paper",
  reference: "Zeiler 2012",
  seeAlso: ["adagrad", "rmsprop"],
} as const;

/** √(E[Δ²] + ε)/√(E[g²] + ε)·g, with running averages of squared gradients and of the squares of this. */
export const scaleByAdadelta = withCard(
  (given: ScaleByAdadeltaOptions = {}): Link => {
    const { rho, epsilon } = readScale(given);
    return createLink({
      descends: false,
      numbers: { rho, epsilon },
      slots: { square: zero, step: zero },
      shared: ({ rho }) => ({ rest: restOf(rho) }),
      update: (g, kept, { rest, epsilon }) => {
        const square = average(kept.square, g.square(), rest);
        const update = g.mul(kept.step.add(epsilon).sqrt().div(square.add(epsilon).sqrt()));
        return { update, square, step: average(kept.step, update.square(), rest) };
      },
    });
  },
  { about },
);

/** Needs no rate: the units of a step are those of the weights. `adadelta()` */
export const adadelta = withCard(
  (given: AdadeltaOptions = {}): Link => {
    const { rate, ...options } = read(given);
    return chain(scaleByAdadelta(options), scaleByRate(rate));
  },
  { about },
);
