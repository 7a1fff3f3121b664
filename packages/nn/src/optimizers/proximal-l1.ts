import { withCard } from "@kaviar/base/card";
import { notNegative } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { argument } from "../options.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters } from "../parameters/parameters.ts";
import { type Predicate, weights } from "../parameters/predicate.ts";
import { appliedRate } from "./contract/applied-rate.ts";
import { forEachDtype } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";

const checkStrength = argument("proximalL1", "strength", notNegative.remedy("0 turns it off."));

/**
 * The L1 penalty λ‖w‖₁ by its proximal step: after each update weights move ηλ towards 0, and those within ηλ of it become
 * exactly 0. Weights, not biases, unless said.
 *
 * ```ts
 * chain(sgd({ rate: 0.1 }), proximalL1(0.01))
 * await silencedInputs(model.params)                  // inputs that no unit listens to any more
 * ```
 * It stands after the rate, which scales it, and last but for averages.
 */
export const proximalL1 = withCard(
  (strength: number, where: Predicate = weights): Link => {
    checkStrength(strength);
    return {
      descends: false,
      init: () => ({ numbers: numbersOf({ l1: strength }) }),
      update: (updates, state, parameters, at) => {
        const { l1 } = state.numbers as { readonly l1: Tensor };
        const threshold = forEachDtype((dtype) => appliedRate("proximalL1", at).mul(l1).cast(dtype));
        const shrink = (u: Tensor, p: Tensor): Tensor => {
          const [moved, t] = [p.add(u), threshold(p)];
          // What is cut is the part within the threshold, so that θ + u is 0 to the bit there.
          const isSmall = moved.abs().lessEqual(t);
          return isSmall.where(p.neg(), u.sub(moved.sign().mul(t)));
        };
        return [
          mapParameters((path, u, p) => (where({ path, tensor: p! }) ? shrink(u, p!) : u), updates, parameters),
          state,
        ];
      },
    };
  },
  {
    about: {
      name: "Proximal L1",
      formula: "θ' = θ + u, θ ← sign(θ')·max(|θ'| − ηλ, 0)",
      use: "to select inputs: weights become exactly 0, which an L1 penalty in the loss never does",
      pitfall:
        "under Adam the threshold is not rescaled with the gradients: the minimum is not that of the penalized loss",
      reference: "Daubechies, Defrise & De Mol 2004; Beck & Teboulle 2009",
      seeAlso: ["silencedInputs", "l1", "holdZeros"],
    },
  },
);
