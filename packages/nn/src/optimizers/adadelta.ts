import { withCard } from "@kaviar/base/card";
import { checkOptions } from "../check-numbers.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { average, restOf } from "./contract/running.ts";
import { type Rate, scaleByRate } from "./scale-by-rate.ts";

interface AdadeltaNumbers {
  readonly rho?: number;
  readonly epsilon?: number;
}

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
  ({ rho = 0.95, epsilon = 1e-6 }: AdadeltaNumbers = {}): Link => {
    checkOptions("adadelta", "share", { rho });
    checkOptions("adadelta", "positive", { epsilon });
    return createLink({
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
  ({ rate = 1, ...options }: AdadeltaNumbers & { readonly rate?: Rate } = {}): Link =>
    chain(scaleByAdadelta(options), scaleByRate(rate)),
  { about },
);
