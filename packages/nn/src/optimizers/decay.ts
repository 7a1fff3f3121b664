import { withCard } from "@kaviar/base/card";
import { notNegative } from "@kaviar/base/check";
import { argument } from "../options.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters } from "../parameters/parameters.ts";
import { type Predicate, weights } from "../parameters/predicate.ts";
import { appliedRate } from "./contract/applied-rate.ts";
import { forEachDtype } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";

const checkStrength = argument("decay", "strength", notNegative.remedy("0 turns it off."));

/**
 * Decoupled weight decay: each step also takes ηλ of the weights away. Weights, not biases, unless said.
 *
 * ```ts
 * chain(adam({ rate: 1e-3 }), decay(0.01))                                    // AdamW
 * chain(sgd({ rate: 0.1 }), decay(1e-4, not(named("bias"))))
 * ```
 * It stands after the rate, which scales it. `decay(not(named("bias")))` has the strength 0.01 of AdamW.
 */
export const decay = withCard(
  (given: number | Predicate, among: Predicate = weights): Link => {
    const [strength, where] = typeof given === "function" ? [0.01, given] : [given, among];
    checkStrength(strength);
    return {
      descends: false,
      init: () => ({ numbers: numbersOf({ decay: strength }) }),
      update: (updates, state, parameters, at) => {
        const { decay } = state.numbers as ReturnType<typeof numbersOf<{ decay: number }>>;
        const factor = forEachDtype((dtype) => appliedRate("decay", at).mul(decay).neg().cast(dtype));
        const shrunk = mapParameters(
          (path, u, p) => (where({ path, tensor: p! }) ? p!.mul(factor(p!)).add(u) : u),
          updates,
          parameters,
        );
        return [shrunk, state];
      },
    };
  },
  {
    about: {
      name: "Decoupled weight decay",
      formula: "θ ← θ − ηλθ + u",
      use: "against overfitting, with optimizers that rescale gradients",
      pitfall:
        "scaled by the rate, so a schedule fades it too. Under plain SGD decay 2λ is the L2 penalty λ‖w‖², w(1 − 2ηλ) − η∇L; under Adam it is not",
      reference: "Loshchilov & Hutter 2019",
      seeAlso: ["adamw", "l2", "proximalL1"],
    },
  },
);
