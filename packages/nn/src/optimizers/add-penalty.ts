import { withCard } from "@kaviar/base/card";
import { grad, type Tensor } from "@kaviar/tensor";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import type { Regularizer } from "../regularizers/contract/regularizer.ts";
import type { Link } from "./contract/link.ts";

/**
 * Adds a penalty's gradient, without its value in the loss that is reported.
 *
 * ```ts
 * chain(addPenalty(l2(1e-4)), sgd({ rate: 0.1 }))
 * ```
 */
export const addPenalty = withCard(
  (regularizer: Regularizer): Link => ({
    descends: false,
    init: () => ({ numbers: numbersOf(regularizer.numbers) }),
    update: (gradients, state, parameters) => {
      const numbers = state.numbers as Readonly<Record<string, Tensor>>;
      const slopes = grad((p: Parameters) => regularizer(p, numbers))(parameters);
      return [mapParameters((_, g, s) => g.add(s!), gradients, slopes), state];
    },
  }),
  {
    about: {
      name: "Penalty on gradients",
      formula: "g ← g + ∇R(θ)",
      use: "a penalty as part of an optimizer, for some parameters (`only`), or around `minimize`",
      pitfall: "the same gradient as the training's `penalty`: use one of the two. It stands before whatever rescales",
      reference: "Tikhonov 1943",
      seeAlso: ["l1", "l2", "decay"],
    },
  },
);
