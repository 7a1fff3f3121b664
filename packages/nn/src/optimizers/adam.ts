import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { chain } from "./chain.ts";
import { createLink, zero } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { memory } from "./contract/memory.ts";
import { rateLaw } from "./contract/rate.ts";
import { average, correction, restOf, root } from "./contract/running.ts";
import { scaleByRate } from "./scale-by-rate.ts";

/** What Adam and its variants have in common. */
export const adamNumbers = {
  /** How much of the mean gradient stays from step to step. */
  beta1: memory.default(0.9),
  /** How much of the mean square stays. */
  beta2: memory.default(0.999),
  /** Against division by 0: steps of weights with tiny gradients stay below η|m̂|/ε. */
  epsilon: positive.default(1e-8),
};

/** What goes on to `scaleByAdam`. */
export const adamOptions = {
  ...adamNumbers,
  /** Divides by the largest v so far: steps cannot grow again when gradients become rare. (Reddi et al. 2018) */
  amsgrad: flag.default(false),
};

const readScale = options("scaleByAdam", adamOptions);

export type ScaleByAdamOptions = OptionsOf<typeof readScale>;
const read = options("adam", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(1e-3),
  ...adamOptions,
});

export type AdamOptions = OptionsOf<typeof read>;

const about = {
  name: "Adam",
  formula: "m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), θ ← θ − ηm̂/(√v̂ + ε)",
  use: "the default: works without much tuning on most nets; momentum, and the scaling of RMSprop, both corrected for their start at 0",
  pitfall:
    "L2 penalties are divided by √v̂ too and do little where gradients are large: use adamw. ε is outside the root and after the correction, as in PyTorch; Keras corrects √v first, so its ε is larger in the first steps",
  reference: "Kingma & Ba 2015",
  seeAlso: ["adamw", "nadam", "radam", "rmsprop"],
} as const;

/** m̂ / (√v̂ + ε), with running averages of the gradient and of its square. */
export const scaleByAdam = withCard(
  (given: ScaleByAdamOptions = {}): Link => {
    const { beta1, beta2, epsilon, amsgrad } = readScale(given);
    return createLink<"beta1" | "beta2" | "epsilon", string, "rest1" | "rest2" | "first" | "second">({
      descends: false,
      numbers: { beta1, beta2, epsilon },
      slots: { mean: zero, square: zero, ...(amsgrad ? { largest: zero } : {}) },
      shared: ({ beta1, beta2 }, t) => ({
        rest1: restOf(beta1),
        rest2: restOf(beta2),
        first: correction(beta1, t),
        second: restOf(beta2.pow(t)).sqrt(),
      }),
      update: (g, kept, { rest1, rest2, first, second, epsilon }) => {
        const mean = average(kept.mean!, g, rest1);
        const square = average(kept.square!, g.square(), rest2);
        const largest = amsgrad ? kept.largest!.maximum(square) : square;
        const update = mean.mul(first).div(root(largest).div(second).add(epsilon));
        return { update, mean, square, ...(amsgrad ? { largest } : {}) };
      },
    });
  },
  { about },
);

/**
 * Steps of about η for every weight, whatever the size of its gradients: the average gradient over the root of its
 * average square.
 *
 * ```ts
 * adam({ rate: 1e-3 })
 * adam({ rate: cosine({ peak: 1e-3, warmup: 100 }), amsgrad: true })
 * ```
 */
export const adam = withCard(
  (given: AdamOptions = {}): Link => {
    const { rate, ...options } = read(given);
    return chain(scaleByAdam(options), scaleByRate(rate));
  },
  { about },
);
