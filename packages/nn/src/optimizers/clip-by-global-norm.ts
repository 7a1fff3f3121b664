import { withCard } from "@kaviar/base/card";
import { positive } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { argument } from "../options.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters } from "../parameters/parameters.ts";
import { forEachDtype, sumOver } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { root } from "./contract/running.ts";

const checkLimit = argument("clipByGlobalNorm", "limit", positive);

/**
 * All gradients together shortened to at most `limit`, in the same direction.
 *
 * ```ts
 * chain(clipByGlobalNorm(1), adam())
 * ```
 */
export const clipByGlobalNorm = withCard(
  (limit: number): Link => {
    checkLimit(limit);
    return {
      descends: false,
      init: () => ({ numbers: numbersOf({ limit }) }),
      update: (gradients, state) => {
        const { limit } = state.numbers as { readonly limit: Tensor };
        const norm = root(sumOver(gradients, (g) => g.square().sum()));
        const factor = forEachDtype((dtype) => limit.div(norm.maximum(limit)).cast(dtype));
        return [mapParameters((_, g) => g.mul(factor(g)), gradients), state];
      },
    };
  },
  {
    about: {
      name: "Clipping by global norm",
      formula: "g ← g·min(1, c/‖g‖), ‖g‖ over all parameters",
      use: "exploding gradients: recurrent nets, transformers",
      pitfall: "a limit that is always reached is a normalized step: look at the norms first",
      reference: "Pascanu, Mikolov & Bengio 2013",
      seeAlso: ["clipByNorm", "clipByValue"],
    },
  },
);
