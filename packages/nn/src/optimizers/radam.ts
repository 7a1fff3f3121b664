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

const readScale = options("scaleByRadam", adamNumbers);

export type ScaleByRadamOptions = OptionsOf<typeof readScale>;
const read = options("radam", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(1e-3),
  ...adamNumbers,
});

export type RadamOptions = OptionsOf<typeof read>;

const about = {
  name: "RAdam",
  formula:
    "ρ∞ = 2/(1 − β₂) − 1, ρ = ρ∞ − 2tβ₂ᵗ/(1 − β₂ᵗ); ρ > 5: θ ← θ − ηr·m̂/(√v̂ + ε), r² = (ρ − 4)(ρ − 2)ρ∞/((ρ∞ − 4)(ρ∞ − 2)ρ); else θ ← θ − ηm̂",
  use: "Adam that warms up by itself: its steps wait until the variance of v is known",
  pitfall:
    "the first five or so steps are plain momentum: with large gradients and a high rate they jump. ε is where PyTorch has it, beside √v before the correction",
  reference: "Liu et al. 2020",
  seeAlso: ["adam", "warmup"],
} as const;

/** Adam's direction, rectified by how much is known of the variance. */
export const scaleByRadam = withCard(
  (given: ScaleByRadamOptions = {}): Link => {
    const { beta1, beta2, epsilon } = readScale(given);
    return createLink({
      descends: false,
      numbers: { beta1, beta2, epsilon },
      slots: { mean: zero, square: zero },
      shared: ({ beta1, beta2 }, t) => {
        const power = beta2.pow(t);
        const limit = restOf(beta2).reciprocal().mul(2).sub(1);
        const known = limit.sub(t.mul(2).mul(power).div(restOf(power)));
        const isKnown = known.greater(5);
        const safe = isKnown.where(known, 6);
        const ratio = safe
          .sub(4)
          .mul(safe.sub(2))
          .mul(limit)
          .div(limit.sub(4).mul(limit.sub(2)).mul(safe));
        return {
          rest1: restOf(beta1),
          rest2: restOf(beta2),
          first: correction(beta1, t),
          adapted: isKnown.where(ratio.mul(restOf(power)).sqrt(), 0),
          plain: isKnown.where(0, limit.mul(0).add(1)),
        };
      },
      update: (g, kept, { rest1, rest2, first, adapted, plain, epsilon }) => {
        const mean = average(kept.mean, g, rest1);
        const square = average(kept.square, g.square(), rest2);
        const scale = root(square).add(epsilon).reciprocal().mul(adapted).add(plain);
        return { update: mean.mul(first).mul(scale), mean, square };
      },
    });
  },
  { about },
);

/** Rectified Adam: `radam({ rate: 1e-3 })`. */
export const radam = withCard(
  (given: RadamOptions = {}): Link => {
    const { rate, ...options } = read(given);
    return chain(scaleByRadam(options), scaleByRate(rate));
  },
  { about },
);
