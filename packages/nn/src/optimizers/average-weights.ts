import { withCard } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { options } from "../options.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import { forEachDtype } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { memory } from "./contract/memory.ts";
import { average, restOf } from "./contract/running.ts";

const read = options("averageWeights", {
  /** How much of the average stays from step to step. */
  decay: memory.default(0.999),
});

export type AverageWeightsOptions = OptionsOf<typeof read>;

/**
 * Predicts with a running average of the weights; training goes on with the weights themselves.
 *
 * ```ts
 * chain(adam({ rate: 1e-3 }), averageWeights({ decay: 0.999 }))
 * ```
 * It stands last: what it averages is the sum of the parameters and of what comes in. In state its number is `averaging`.
 */
export const averageWeights = withCard(
  (given: AverageWeightsOptions = {}): Link => {
    const { decay } = read(given);
    return {
      descends: false,
      init: (parameters) => ({
        numbers: numbersOf({ averaging: decay }),
        average: mapParameters((_, p) => p, parameters),
      }),
      update: (updates, state, parameters) => {
        const { averaging } = state.numbers as { readonly averaging: Tensor };
        const rest = forEachDtype((dtype) => restOf(averaging.cast(dtype)));
        const next = mapParameters(
          (_, e, p, u) => average(e, p!.add(u!), rest(e)),
          state.average as Parameters,
          parameters,
          updates,
        );
        return [updates, { ...state, average: next }];
      },
      predicting: (state) => state.average as Parameters,
    };
  },
  {
    about: {
      name: "Average of the weights",
      formula: "e ← βe + (1 − β)θ, predictions with e",
      use: "noisy gradients, high rates: the average is often better than any of what it averages",
      pitfall:
        "it begins at the first weights and lags 1/(1 − β) steps behind: in runs shorter than that it predicts with a mixture of untrained ones",
      reference: "Polyak & Juditsky 1992",
      seeAlso: ["lookahead"],
    },
  },
);
