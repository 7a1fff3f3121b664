import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { predicateLaw } from "../parameters/predicate.ts";
import { adam, adamOptions } from "./adam.ts";
import { chain } from "./chain.ts";
import type { Link } from "./contract/link.ts";
import { rateLaw } from "./contract/rate.ts";
import { decay as decayLink } from "./decay.ts";

const read = options("adamw", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(1e-3),
  ...adamOptions,
  /** The strength λ of decoupled weight decay. */
  decay: notNegative.remedy("0 turns it off.").default(0.01),
  /** What decays: weights, not biases, unless said. */
  decayed: predicateLaw.optional(),
});

export type AdamwOptions = OptionsOf<typeof read>;

/**
 * Adam with decoupled weight decay: θ ← θ − η(m̂/(√v̂ + ε) + λθ).
 *
 * ```ts
 * adamw({ rate: cosine({ peak: 3e-3, warmup: 100 }), decay: 0.1 })
 * ```
 */
export const adamw = withCard(
  (given: AdamwOptions = {}): Link => {
    const { decay, decayed, ...options } = read(given);
    return chain(adam(options), decayLink(decay, decayed));
  },
  {
    about: {
      name: "AdamW",
      formula: "θ ← θ − η(m̂/(√v̂ + ε) + λθ)",
      use: "the default where overfitting is a danger: transformers, long runs",
      pitfall:
        "PyTorch, Keras and optax decay biases and norms too unless told otherwise (`decayed: everything`); their default strengths are 0.01, 0.004 and 0.0001",
      reference: "Loshchilov & Hutter 2019",
      seeAlso: ["adam", "decay", "lion"],
    },
  },
);
