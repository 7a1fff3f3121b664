import { withCard } from "@kaviar/base/card";
import type { Predicate } from "../parameters/predicate.ts";
import { type AdamOptions, adam } from "./adam.ts";
import { chain } from "./chain.ts";
import type { Link } from "./contract/link.ts";
import { decay as decayLink } from "./decay.ts";
import type { Rate } from "./scale-by-rate.ts";

export interface DecayOptions {
  /** The strength λ of decoupled weight decay. */
  readonly decay?: number;
  /** What decays: weights, not biases, unless said. */
  readonly decayed?: Predicate;
}

/**
 * Adam with decoupled weight decay: θ ← θ − η(m̂/(√v̂ + ε) + λθ).
 *
 * ```ts
 * adamw({ rate: cosine({ peak: 3e-3, warmup: 100 }), decay: 0.1 })
 * ```
 */
export const adamw = withCard(
  ({ decay = 0.01, decayed, ...options }: AdamOptions & DecayOptions & { readonly rate?: Rate } = {}): Link =>
    chain(adam(options), decayLink(decay, decayed)),
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
