import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { options } from "../options.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import { chain } from "./chain.ts";
import { forEachDtype, sumOver, zero } from "./contract/create-link.ts";
import { checkDescents } from "./contract/descent.ts";
import { type Link, linkLaw } from "./contract/link.ts";
import { innerOf, wrap } from "./contract/wrap.ts";

const read = options("hypergradientRate", {
  /** Where the rate begins. */
  rate: positive,
  /** The rate's own rate: it changes by hyperRate · gₜ·dₜ₋₁ a step, so its scale is that of squared gradients. */
  hyperRate: notNegative.remedy("0 turns it off."),
  /** What is made of gradients before the rate: nothing for gradient descent, `scaleByAdam()` for Adam. */
  direction: linkLaw.optional(),
});

export type HypergradientRateOptions = OptionsOf<typeof read>;

/**
 * Learns the learning rate while it is used: the derivative of this step's loss by the rate of the last step is −g·d.
 *
 * ```ts
 * hypergradientRate({ rate: 0.01, hyperRate: 1e-4 })                                    // SGD-HD
 * hypergradientRate({ rate: 1e-3, hyperRate: 1e-7, direction: scaleByAdam() })          // Adam-HD
 * ```
 * The rate as it is now is in the state, under `numbers.rate`.
 */
export const hypergradientRate = withCard(
  (given: HypergradientRateOptions): Link => {
    const { rate, hyperRate, direction = chain() } = read(given);
    checkDescents("hypergradientRate", [{ descends: true }, direction]);
    return {
      init: (parameters) => ({
        numbers: numbersOf({ rate, hyperRate }),
        before: mapParameters((_, p) => zero(p), parameters),
        inner: direction.init(parameters),
      }),
      update: (gradients, state, parameters, at) => {
        const { rate, hyperRate } = state.numbers as { readonly rate: Tensor; readonly hyperRate: Tensor };
        const products = mapParameters((_, g, d) => g.mul(d!), gradients, state.before as Parameters);
        const learned = rate.add(sumOver(products, (product) => product.sum()).mul(hyperRate));
        const [directions, inner] = direction.update(gradients, innerOf(state), parameters, at);
        const factor = forEachDtype((dtype) => learned.neg().cast(dtype));
        return [
          mapParameters((_, d) => d.mul(factor(d)), directions),
          { numbers: { rate: learned, hyperRate }, before: directions, inner },
        ];
      },
      rate: ({ numbers }) => (numbers as { readonly rate: Tensor }).rate,
      ...wrap(direction),
      descends: true,
    };
  },
  {
    about: {
      name: "Hypergradient descent",
      formula: "η ← η + κ gₜ·dₜ₋₁, θ ← θ − η dₜ",
      use: "when the rate is a guess: it grows while steps agree and falls when they turn back",
      pitfall: "κ has the scale of squared gradients: too large and the rate jumps, even below 0; begin at 10⁻⁴ η/‖g‖²",
      reference: "Baydin et al. 2018",
      seeAlso: ["reduceOnPlateau", "scaleByRate"],
    },
  },
);
