import { withCard } from "@kaviar/base/card";
import { type OptionsOf, part, whole } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { options } from "../options.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import { forEachDtype } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { innerOf, wrap } from "./contract/wrap.ts";

const read = options("lookahead", {
  /** Steps of the inner optimizer between two steps of the slow weights. */
  every: whole(1).remedy("It counts steps.").default(6),
  /** How far the slow weights follow. */
  share: part.remedy("It is a part of a whole.").default(0.5),
});

export type LookaheadOptions = OptionsOf<typeof read>;

/**
 * Fast weights explore, slow weights follow part of the way, and the fast ones start from there again.
 *
 * ```ts
 * lookahead(adam({ rate: 1e-3 }), { every: 6, share: 0.5 })
 * ```
 */
export const lookahead = withCard(
  (inner: Link, given: LookaheadOptions = {}): Link => {
    const { every, share } = read(given);
    return {
      init: (parameters) => ({
        numbers: numbersOf({ every, share }),
        slow: mapParameters((_, p) => p, parameters),
        inner: inner.init(parameters),
      }),
      update: (gradients, state, parameters, at) => {
        const { every, share } = state.numbers as { readonly every: Tensor; readonly share: Tensor };
        const [updates, next] = inner.update(gradients, innerOf(state), parameters, at);
        const meets = at.step.add(1).mod(every).equal(0);
        const followed = forEachDtype((dtype) => meets.where(share, 0).cast(dtype));
        const slow = mapParameters(
          (_, s, p, u) => p!.add(u!).sub(s).mul(followed(s)).add(s),
          state.slow as Parameters,
          parameters,
          updates,
        );
        const steps = mapParameters((_, u, s, p) => meets.where(s!.sub(p!), u), updates, slow, parameters);
        return [steps, { ...state, slow, inner: next }];
      },
      ...wrap(inner),
      ...(inner.rate ? { rate: (state, at) => inner.rate!(innerOf(state), at) } : {}),
    };
  },
  {
    about: {
      name: "Lookahead",
      formula: "every k steps: φ ← φ + α(θ − φ), θ ← φ",
      use: "around any optimizer: steadier, less to tune",
      pitfall: "between two meetings predictions are made with the fast weights",
      reference: "Zhang et al. 2019",
      seeAlso: ["averageWeights"],
    },
  },
);
